from tests.conversations.conftest import say, tab  # noqa: F401
