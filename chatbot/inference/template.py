"""Chat templates, fixed in code: a file's own template is never run, and only ours may become control tokens."""

from dataclasses import dataclass

from chatbot.inference.messages import Prompt


@dataclass(frozen=True)
class Segment:
    """A stretch of the rendered prompt; only `control` ones may hold the template's own tokens."""

    text: str
    control: bool


def render(template: str, prompt: Prompt) -> tuple[list[Segment], list[Segment]]:
    """Return the shareable and the private segments of the prompt; raises ValueError for an unknown template."""
    if template != "chatml":
        raise ValueError(f"There is no chat template {template!r}.")
    shared = [
        Segment("<|im_start|>system\n", True),
        Segment(prompt.system, False),
        Segment("<|im_end|>\n<|im_start|>user\n", True),
        Segment(prompt.public, False),
    ]
    private = [Segment(prompt.private, False), Segment("<|im_end|>\n<|im_start|>assistant\n", True)]
    return shared, private
