"""Chat templates, fixed in code: a file's own template is never run, and only ours may become control tokens."""

from dataclasses import dataclass

from chatbot.inference.messages import Prompt


@dataclass(frozen=True)
class Segment:
    """A stretch of the rendered prompt; only `control` ones may hold the template's own tokens."""

    text: str
    control: bool


@dataclass(frozen=True)
class Template:
    """The control tokens around the parts of a prompt."""

    before_system: str
    before_user: str
    before_answer: str


TEMPLATES = {
    "chatml": Template(
        before_system="<|im_start|>system\n",
        before_user="<|im_end|>\n<|im_start|>user\n",
        before_answer="<|im_end|>\n<|im_start|>assistant\n",
    ),
}


def render(name: str, prompt: Prompt) -> tuple[list[Segment], list[Segment]]:
    """Return the shareable and the private segments of the prompt; raises KeyError for an unknown template."""
    template = TEMPLATES[name]
    shared = [
        Segment(template.before_system, control=True),
        Segment(prompt.system, control=False),
        Segment(template.before_user, control=True),
        Segment(prompt.public, control=False),
    ]
    private = [Segment(prompt.private, control=False), Segment(template.before_answer, control=True)]
    return shared, private
