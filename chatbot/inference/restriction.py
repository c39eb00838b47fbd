"""How each kind of server is told to write exactly one of several texts."""

import json
from collections.abc import Sequence
from typing import Any

from chatbot.inference.errors import EngineFailed


def restriction(kind: str, choices: Sequence[str]) -> dict[str, Any]:
    """Return what to add to a request; raises EngineFailed with code `unsupported` for a server of another kind."""
    if not choices:
        return {}
    if kind == "vllm":
        return {"structured_outputs": {"choice": list(choices)}, "guided_choice": list(choices)}  # new and old versions
    if kind == "llamacpp":
        return {"grammar": "root ::= " + " | ".join(json.dumps(choice, ensure_ascii=False) for choice in choices)}
    raise EngineFailed("unsupported", "This inference server is not known to write one of several given texts.")
