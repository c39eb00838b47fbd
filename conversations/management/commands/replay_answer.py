"""manage.py replay_answer TURN_ID, or --trace FILE --question TEXT"""

import asyncio
import difflib
import json
from pathlib import Path
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError, CommandParser

from chatbot import conf
from chatbot.answering.contract import Answer, Question
from chatbot.answering.management.lending import NONE, lent_engine
from chatbot.answering.replay import CannotReplay, differences, model_of, replay
from chatbot.errors import AISwitchedOff
from chatbot.inference.entries import full_register
from chatbot.sites.models import Site
from conversations import turns
from conversations.models import Turn

Kept = tuple[dict[str, Any], Question, str | None]  # trace, question, text that was stored


class Command(BaseCommand):
    """Gives an answer again as it was given, and tells whether it is the same."""

    help = (
        "Give an answer again from its trace: the same article versions, decision, prompt and model. Exit status 1 if it differs."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the arguments."""
        parser.add_argument("turn", nargs="?", type=UUID, help="id of the turn, as the admin shows it")
        parser.add_argument("--trace", type=Path, help="a file with the trace, as the desk shows or the customer exports it")
        parser.add_argument("--question", default="", help="the question that was asked, with --trace")

    def handle(self, *, turn: UUID | None, trace: Path | None, question: str, **options: Any) -> None:
        """Replay one answer and compare."""
        if (turn is None) == (trace is None):
            raise CommandError("Give the id of a turn, or --trace FILE with --question TEXT.")
        kept, asked, text = _of_turn(turn) if turn else _of_file(Path(str(trace)), question)
        try:
            again = asyncio.run(self._replay(kept, asked))
        except (CannotReplay, AISwitchedOff) as error:
            raise CommandError(error.message) from error
        self._tell(differences(kept, again), text, again.text)

    async def _replay(self, kept: dict[str, Any], asked: Question) -> Answer:
        sha256 = model_of(kept)
        card = full_register(conf.load().paths.register).by_hash(sha256)
        if sha256 and card is None:
            raise CommandError(f"The model with the sha256 {sha256} is not in the model register any more.")
        async with lent_engine(card.name if card else NONE, self.stderr) as running:
            return await replay(kept, asked, engine=running)

    def _tell(self, found: list[str], before: str | None, now: str) -> None:
        if not found:
            self.stdout.write("same")
            return
        lines = [*found, *difflib.ndiff(before.splitlines(), now.splitlines())] if before is not None else [*found, now]
        self.stdout.write("\n".join(lines))
        raise CommandError("The answer is not the same.")


def _of_turn(turn_id: UUID) -> Kept:
    turn = Turn.objects.select_related("site", "conversation", "question", "answer").filter(pk=turn_id).first()
    if turn is None:
        raise CommandError(f"There is no turn {turn_id}: there never was one, or it has been erased.")
    if turn.is_open:
        raise CommandError("This turn has no answer yet.")
    return turn.trace, turns.question_of(turn), turn.answer.text if turn.answer else ""


def _of_file(path: Path, text: str) -> Kept:
    try:
        kept = json.loads(path.read_text())
        site = Site.objects.get(slug=kept["site"])
    except (OSError, ValueError) as error:
        raise CommandError(f"{path} cannot be read as a trace: {error}") from error
    except (KeyError, TypeError):
        raise CommandError(f"{path} is no trace that can be replayed: it names no site.") from None
    except Site.DoesNotExist:
        raise CommandError(f"The site “{kept['site']}” of this trace is not here.") from None
    if not text:
        raise CommandError("A trace holds no word of the customer: give the question with --question.")
    return kept, Question(text, kept.get("language", site.language), site), None
