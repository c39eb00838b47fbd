"""A model file's own chat template, made into one of ours: run once with stand-ins for the texts, then cut at them.

No text of a customer or an article ever passes through it, and the engine learns nothing from it but three stretches of control
tokens. Whatever does not come down to that is refused.
"""

import json
import secrets
import subprocess
import sys
from dataclasses import dataclass

from chatbot.inference.errors import ModelUnreadable
from chatbot.inference.template import Template

SECONDS = 20  # for the whole program, on a busy machine; rendering.py limits the computing time
MOST_CHARACTERS = 8_000  # of control tokens; the longest real ones have a tenth


@dataclass(frozen=True)
class OwnTemplate:
    """What a model file says about its prompts. `begin` and `end` are the texts of its tokens for them."""

    text: str
    begin: str
    end: str
    is_begun: bool  # a prompt has to start with `begin`, even where the template leaves that to its reader


def from_file(own: OwnTemplate) -> Template:
    """Return the template that the file brings along; raises ModelUnreadable with a sentence that says what is wrong with it."""
    if not own.text:
        raise ModelUnreadable("The model file brings no chat template: name one in its entry of the model register.")
    system, user = _stand_in(), _stand_in()
    with_system = [{"role": "system", "content": system}, {"role": "user", "content": user}]
    without = [{"role": "user", "content": f"{system}\n\n{user}"}]  # for templates that say that they take no system text
    rendered = _render(own, [with_system, without])
    if own.is_begun and not rendered.startswith(own.begin):
        rendered = own.begin + rendered
    return _cut(rendered, system, user)


def _stand_in() -> str:
    """Return a text that no template knows; with letters of both cases, so that any change of it is seen."""
    return f"Sx{secrets.token_hex(8)}{secrets.token_hex(8).upper()}Ey"


def _render(own: OwnTemplate, tries: list[list[dict[str, str]]]) -> str:
    variables = {
        "add_generation_prompt": True,
        "bos_token": own.begin,
        "eos_token": own.end,
        "tools": None,
        "documents": None,
        "enable_thinking": False,
    }
    answer = _run(json.dumps({"template": own.text, "variables": variables, "tries": tries}))
    text = answer.get("text")
    if not isinstance(text, str):
        raise _refused(str(answer.get("error", "it yields no text")))
    return text


def _run(request: str) -> dict[str, object]:
    command = [sys.executable, "-m", "chatbot.inference.rendering"]
    try:
        done = subprocess.run(command, input=request, capture_output=True, text=True, timeout=SECONDS)
        answer = json.loads(done.stdout)
    except (subprocess.TimeoutExpired, ValueError) as error:
        raise _refused("it takes too much time or memory") from error
    return answer if isinstance(answer, dict) else {}


def _cut(rendered: str, system: str, user: str) -> Template:
    if rendered.count(system) != 1 or rendered.count(user) != 1 or rendered.index(system) > rendered.index(user):
        raise _refused("it does not keep the system text and the question unchanged, once each and in this order")
    before_system, rest = rendered.split(system)
    before_user, before_answer = rest.split(user)
    if len(before_system) + len(before_user) + len(before_answer) > MOST_CHARACTERS:
        raise _refused(f"it adds more than {MOST_CHARACTERS} characters")
    return Template(before_system, before_user, before_answer)


def _refused(reason: str) -> ModelUnreadable:
    return ModelUnreadable(f"The model file's chat template cannot be used: {reason}.")
