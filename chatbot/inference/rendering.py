"""Runs the chat template of a model file, with stand-ins for all texts: a program of its own, because a template is a stranger's
code. It gets JSON on standard input, writes JSON to standard output, and may take little time and memory.
"""

import datetime
import json
import resource
import sys
from typing import Any

from jinja2 import TemplateError, nodes
from jinja2.exceptions import SecurityError
from jinja2.ext import Extension, loopcontrols
from jinja2.parser import Parser
from jinja2.sandbox import ImmutableSandboxedEnvironment, safe_range

CPU_SECONDS = 3
MEMORY_BYTES = 512 * 1024 * 1024
LOADERS = {nodes.Include: "include", nodes.Import: "import", nodes.FromImport: "import", nodes.Extends: "extends"}


class RoleRefused(TemplateError):
    """The template itself says that it does not take these messages."""


class _Generation(Extension):
    """Takes `{% generation %}`, with which training tools mark answers, for nothing."""

    tags = {"generation"}

    def parse(self, parser: Parser) -> list[nodes.Node]:
        next(parser.stream)
        return parser.parse_statements(("name:endgeneration",), drop_needle=True)


class _Sandbox(ImmutableSandboxedEnvironment):
    """Jinja without anything that a chat template does not need."""

    def unsafe_undefined(self, obj: Any, attribute: str) -> Any:
        """Refuse at once what Jinja would let pass as an empty text."""
        raise SecurityError(f"it reaches for {attribute!r}")


def main() -> int:
    """Render what standard input asks for; returns the exit status."""
    _limit(resource.RLIMIT_CPU, CPU_SECONDS)
    _limit(resource.RLIMIT_DATA, MEMORY_BYTES)
    request = json.load(sys.stdin)
    try:
        answer = {"text": render(request["template"], request["variables"], request["tries"])}
    except Exception as error:  # whatever a stranger's template comes up with is a reason to refuse it
        answer = {"error": _one_line(error)}
    json.dump(answer, sys.stdout)
    return 0


def _limit(what: int, most: int) -> None:
    _soft, hard = resource.getrlimit(what)
    most = most if hard == resource.RLIM_INFINITY else min(most, hard)
    resource.setrlimit(what, (most, most))


def render(template: str, variables: dict[str, Any], tries: list[list[dict[str, str]]]) -> str:
    """Return the template with the first list of messages that it takes; raises what the template raises."""
    sandbox = _make_sandbox()
    _check(sandbox.parse(template))
    compiled = sandbox.from_string(template)
    *others, last = tries
    for messages in others:
        try:
            return compiled.render(variables, messages=messages)
        except RoleRefused:
            continue
    return compiled.render(variables, messages=last)


def _make_sandbox() -> _Sandbox:
    sandbox = _Sandbox(trim_blocks=True, lstrip_blocks=True, extensions=[loopcontrols, _Generation])
    namespace = sandbox.globals["namespace"]
    sandbox.globals.clear()
    sandbox.globals.update(range=safe_range, namespace=namespace, raise_exception=_refuse, strftime_now=_today)
    return sandbox


def _check(tree: nodes.Template) -> None:
    """Refuse code that has no place in a chat template, even where this rendering would not come to it."""
    for kind, word in LOADERS.items():
        if tree.find(kind):
            raise SecurityError(f"it has an {word!r} of another template")
    attributes = [node.attr for node in tree.find_all(nodes.Getattr)]
    items = [_constant(node.arg) for node in tree.find_all(nodes.Getitem)]
    for name in (*attributes, *items):
        if isinstance(name, str) and name.startswith("_"):
            raise SecurityError(f"it reaches for {name!r}")


def _constant(node: nodes.Node) -> object:
    return node.value if isinstance(node, nodes.Const) else None


def _refuse(message: object) -> None:
    raise RoleRefused(str(message))


def _today(form: str) -> str:
    return datetime.datetime.now().strftime(form)


def _one_line(error: Exception) -> str:
    """Return the error as one short line without anything that a terminal would obey."""
    said = f"{type(error).__name__}: {error}" if not isinstance(error, TemplateError) else str(error)
    return "".join(letter if letter.isprintable() else " " for letter in said)[:200].strip().rstrip(".")


if __name__ == "__main__":
    sys.exit(main())
