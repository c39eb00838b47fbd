"""Likelihoods from a server that echoes a prompt with the probability of each token in it (vLLM)."""

from collections.abc import Sequence
from typing import Any

from chatbot.inference.errors import EngineFailed
from chatbot.inference.harmless import harmless
from chatbot.inference.messages import Prompt
from chatbot.inference.template import TEMPLATES, render
from chatbot.inference.transcript import malformed


def stem(template: str, prompt: Prompt) -> str:
    """Return the prompt as the model reads it; only the template's own parts may hold control tokens.

    Raises EngineFailed where the template is in the model's file, which is not here.
    """
    if template not in TEMPLATES:
        raise EngineFailed("unsupported", "The model's chat template is in its file, on the server.")
    shared, private = render(TEMPLATES[template], prompt)
    return "".join(one.text if one.control else harmless(one.text) for one in (*shared, *private))


def body(model: str, start: str, candidates: Sequence[str]) -> dict[str, Any]:
    """Return the request for the likelihoods of the candidates after `start`."""
    prompts = [start + candidate for candidate in candidates]
    return {"model": model, "prompt": prompts, "echo": True, "logprobs": 1, "max_tokens": 1, "temperature": 0}


def likelihoods(answer: Any, start: str, candidates: Sequence[str]) -> list[float]:
    """Return the mean log-likelihood a token of each candidate; raises EngineFailed when the answer does not hold them."""
    try:
        found = {int(choice["index"]): choice["logprobs"] for choice in answer["choices"]}
        return [_mean(found[number], len(start), len(start + one)) for number, one in enumerate(candidates)]
    except (KeyError, TypeError, ValueError, AttributeError, ZeroDivisionError) as error:
        raise malformed() from error


def _mean(logprobs: dict[str, Any], begin: int, end: int) -> float:
    """Return the mean over the tokens that begin inside the candidate; the one written after it does not count."""
    pairs = zip(logprobs["text_offset"], logprobs["token_logprobs"], strict=True)
    values = [float(value) for offset, value in pairs if begin <= offset < end]
    return sum(values) / len(values)
