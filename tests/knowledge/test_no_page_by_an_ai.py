"""No public page is drafted by the AI: what stores articles and written answers cannot reach the model."""

import ast
import re

from chatbot.conf import BASE_DIR

FOREIGN = ("chatbot.engine", "chatbot.answering", "chatbot.inference", "conversations")
ALLOWED = {"chatbot.inference.embeddings"}  # measures how near texts are, writes none
STORES = re.compile(
    r"\b(?:Article|ArticleVersion|WrittenAnswer)(?:\.objects\.(?:create|bulk_create|get_or_create|update_or_create)\(|\((?!models))"
    r"|\b(?:save_draft|publish_draft|keep_phrasings)\("
)


def imported(path):
    """The modules that a file imports."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.ImportFrom):
            yield node.module or ""
            yield from (f"{node.module}.{name.name}" for name in node.names)
        elif isinstance(node, ast.Import):
            yield from (name.name for name in node.names)


def sources(*folders):
    found = [path for folder in folders for path in (BASE_DIR / folder).rglob("*.py") if "migrations" not in path.parts]
    return {path.relative_to(BASE_DIR).as_posix(): path for path in found}


def test_what_stores_articles_and_written_answers_cannot_ask_the_model():
    reached = {
        (name, module)
        for name, path in sources("chatbot/knowledge").items()
        for module in imported(path)
        if module.startswith(FOREIGN) and not any(module in {known, f"{known}.Embedder"} for known in ALLOWED)
    }
    assert reached == set()


def test_nothing_outside_stores_one():
    makers = {name for name, path in sources("chatbot", "conversations", "compliance").items() if STORES.search(path.read_text())}
    assert makers and {name for name in makers if not name.startswith("chatbot/knowledge/")} == set()
