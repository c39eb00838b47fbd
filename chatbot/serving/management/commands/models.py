"""manage.py models list|verify|install|add|remove: the model register and the files on this machine."""

import json
from argparse import ArgumentParser
from dataclasses import replace
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from chatbot import conf
from chatbot.inference import entering
from chatbot.inference.entering import Finding
from chatbot.inference.entries import full_register, to_row
from chatbot.inference.errors import ModelMissing
from chatbot.inference.install import install, is_installed
from chatbot.inference.register import Address, LocalFile, ModelCard
from chatbot.inference.template import OWN, TEMPLATES
from chatbot.serving.model import ModelProgress

WORDS = {"ok": "ok      ", "absent": "absent  ", "wrong": "REFUSED "}


class Command(BaseCommand):
    """Looks after models without the database; what is wrong with a file is one sentence."""

    help = "List, verify, install, add and remove models: which may run here is what the model register says."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the five deeds."""
        deeds = parser.add_subparsers(dest="deed", required=True, metavar="list|verify|install|add|remove")
        listing = deeds.add_parser("list", help="every entry, and whether its file is here")
        listing.add_argument("--json", action="store_true", help="a line of JSON for each entry")
        verify = deeds.add_parser("verify", help="read the files again in full; exit status 1 when one is refused")
        verify.add_argument("name", nargs="?", default="", help="only this model")
        installing = deeds.add_parser("install", help="bring a model's file here; its hash decides, not where it comes from")
        installing.add_argument("name")
        installing.add_argument("--from", dest="origin", default="", metavar="PATH|URL", help="instead of the entry's sources")
        _declare_facts(deeds.add_parser("add", help="enter a model file of yours into the register"))
        remove = deeds.add_parser("remove", help="take out an entry of yours")
        remove.add_argument("name")
        remove.add_argument("--file", action="store_true", help="remove the model's file too")

    def handle(self, *, deed: str, **options: Any) -> None:
        """Do the deed; raises CommandError with one sentence."""
        self._paths = conf.load().paths
        try:
            getattr(self, f"_{deed}")(options)
        except ModelMissing as error:
            raise CommandError(str(error)) from error
        except OSError as error:
            raise CommandError(f"{error.filename} cannot be written: {error.strerror}.") from error

    def _list(self, options: dict[str, Any]) -> None:
        for card in full_register(self._paths.register):
            row = self._row(card)
            self.stdout.write(json.dumps(row, ensure_ascii=False) if options["json"] else _for_people(row))

    def _row(self, card: ModelCard) -> dict[str, Any]:
        path = self._paths.models / card.file
        here = {"installed": path.exists(), "verified": is_installed(card, self._paths.models)}
        return {**to_row(card), **here, "built_in": card.is_built_in}

    def _verify(self, options: dict[str, Any]) -> None:
        register, folder, progress = full_register(self._paths.register), self._paths.models, ModelProgress().tell
        findings = (
            iter([entering.verify_one(self._find(options["name"]), folder, progress)])
            if options["name"]
            else entering.verify(register, folder, progress)
        )
        wrong = sum(self._tell(finding, must_be_here=bool(options["name"])) for finding in findings)
        if wrong:
            raise CommandError(f"{wrong} not as it should be.")

    def _tell(self, finding: Finding, *, must_be_here: bool) -> bool:
        """Write the line of one model; return whether it is wrong."""
        self.stdout.write(f"{WORDS[finding.state]}{finding.name}: {finding.reason}")
        return finding.state == "wrong" or (must_be_here and finding.state == "absent")

    def _install(self, options: dict[str, Any]) -> None:
        card, origin = self._find(options["name"]), options["origin"]
        if origin:
            card = replace(card, sources=(Address(origin) if "://" in origin else LocalFile(Path(origin)),))
        path = install(card, self._paths.models, ModelProgress().tell, conf.load().inference.model_hosts)
        self.stdout.write(f"{card.name} is here, and is the registered file: {path}")

    def _add(self, options: dict[str, Any]) -> None:
        facts = {name: options[name] for name in FACTS}
        facts |= {"languages": options["languages"].split(","), "may_compose": options["may_compose"]}
        if options["address"]:
            facts["addresses"] = options["address"]
        if options["parent"]:
            facts["parent"] = options["parent"]
        card = entering.add(
            options["model_file"],
            {**facts, "context": options["context"], "template": options["template"]},
            register=self._paths.register,
            folder=self._paths.models,
            progress=ModelProgress().tell,
        )
        self.stdout.write(f"{card.name} is entered (sha256 {card.sha256}). To run it: GUICHET_MODEL='{card.name}'")

    def _remove(self, options: dict[str, Any]) -> None:
        card = self._find(options["name"])
        if card.is_built_in and not options["file"]:
            raise CommandError(f"The entry of {card.name} is built in: only its file can be removed, with --file.")
        entering.remove(card, register=self._paths.register, folder=self._paths.models, with_file=options["file"])
        gone = [*([] if card.is_built_in else ["its entry"]), *(["its file"] if options["file"] else [])]
        self.stdout.write(f"{card.name}: removed {' and '.join(gone)}.")

    def _find(self, name: str) -> ModelCard:
        register = full_register(self._paths.register)
        card = register.by_name(name)
        if card is None:
            raise CommandError(f"The model register has no {name!r}. It has: {register.names}.")
        return card


FACTS = {
    "name": "as it is called in GUICHET_MODEL and on the page about the AI",
    "developer": "who made the model",
    "country": "the developer's country: FR, or FR/US",
    "licence": "the licence's name, such as Apache-2.0",
    "training_data": "what it was trained on, as its developer tells it",
    "training_link": "the address where the developer tells it",
}


def _declare_facts(parser: ArgumentParser) -> None:
    parser.add_argument("model_file", type=Path, metavar="FILE.gguf")
    for name, says in FACTS.items():
        parser.add_argument(f"--{name.replace('_', '-')}", required=True, help=says)
    parser.add_argument("--context", required=True, type=int, help="tokens that it was trained for")
    parser.add_argument("--languages", required=True, help="codes, separated by commas: fr,en")
    parser.add_argument("--template", default=OWN, choices=[OWN, *TEMPLATES], help="chat template (%(default)s: the file's own)")
    parser.add_argument("--may-compose", action="store_true", help="it may write sentences of its own, each one checked")
    parser.add_argument("--parent", default="", help="the model that it was tuned from")
    parser.add_argument("--address", action="append", default=[], help="where other machines may fetch the file; can be repeated")


def _for_people(row: dict[str, Any]) -> str:
    here = "verified" if row["verified"] else "not the registered file" if row["installed"] else "not installed"
    writes = "may compose" if row["may_compose"] else "only quotes"
    return (
        f"{row['name']}  [{here}]\n"
        f"  {row['developer']} ({row['country']}), {row['licence']}; {', '.join(row['languages'])}; "
        f"{row['context']} tokens; {writes}; {row['size'] / 1e6:,.0f} MB; {'built in' if row['built_in'] else 'entered here'}"
    )
