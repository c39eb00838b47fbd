"""Chat templates: the control tokens around the parts of a prompt. Only a template's own text may become control tokens."""

from dataclasses import dataclass

from chatbot.inference.messages import Prompt

OWN = "file"  # the name, in the register, of the template that the model's file brings along: see chat_template.py


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


def render(template: Template, prompt: Prompt) -> tuple[list[Segment], list[Segment]]:
    """Return the shareable and the private segments of the prompt."""
    shared = [
        Segment(template.before_system, control=True),
        Segment(prompt.system, control=False),
        Segment(template.before_user, control=True),
        Segment(prompt.public, control=False),
    ]
    private = [Segment(prompt.private, control=False), Segment(template.before_answer, control=True)]
    return shared, private
