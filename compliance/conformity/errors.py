"""What can go wrong with a pack."""

from chatbot.errors import GuichetError


class PackRefused(GuichetError):
    """The pack cannot be written: the message says why, and what to do."""

    code = "pack_refused"
