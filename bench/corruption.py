"""How many corrupted sentences the answer check lets through, and how many faithful ones it holds back.

    python -m bench.corruption fr articles.jsonl [articles/ …] [--half tuned|kept] [--show KIND]

Sentences of the articles (JSONL, or a folder of Markdown pages) are taken as they are and retold by rule; each is then corrupted in
every way that a kind knows, and at most three of those ways are drawn. A line a kind: how many, how many let through (or, of
faithful ones, held back), the upper end of the 95 % interval, and what went wrong with --show. The articles of the half that is
kept were never looked at while the check was written.
"""

import argparse
import json
import os
import random
from collections.abc import Callable, Iterator
from functools import partial
from itertools import chain
from pathlib import Path
from time import process_time
from zlib import crc32

import django

from bench.corrupting import CHANGES, Kind, inserted
from bench.retelling import SHORTEST, faithful
from chatbot.answering.check import check
from chatbot.answering.claims import claims
from chatbot.answering.evaluation.intervals import share
from chatbot.answering.leaks import leaks
from chatbot.answering.orders import gives_orders
from chatbot.knowledge.passages import cut
from chatbot.knowledge.sentences import split

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "chatbot.settings")
LONGEST = 320
AROUND = 1  # passages before and after the sentence's own that the check sees too
PER_SENTENCE = 3
Case = tuple[str, str]  # sources, sentence


def texts(path: Path) -> Iterator[tuple[str, str]]:
    """Yield (title, text) of a JSONL file's articles or a folder's Markdown pages."""
    if path.is_dir():
        for page in sorted(path.glob("*.md")):
            _, head, text = page.read_text(encoding="utf-8").split("---\n", 2)
            yield next(line.partition(":")[2].strip(' "') for line in head.splitlines() if line.startswith("title:")), text
        return
    for row in map(json.loads, path.open(encoding="utf-8")):
        yield row.get("title", ""), row["text"]


def readings(path: Path, half: str) -> Iterator[Case]:
    """Yield (sources, sentence) of the articles of a half; the sources are the sentence's passage and its neighbours."""
    for title, text in texts(path):
        if half not in ("all", ("tuned", "kept")[crc32(text.encode()) % 2]):
            continue
        stretches = cut(text)
        passages = [text[one.start : one.end] for one in stretches]
        for place, passage in enumerate(passages):
            sources = "\n".join([title, *passages[max(0, place - AROUND) : place + AROUND + 1]])
            for span in split(passage):
                if SHORTEST <= span.end - span.start <= LONGEST:
                    yield sources, passage[span.start : span.end]


def corrupted(pairs: list[Case], change: Kind, language: str, most: int) -> list[Case]:
    """Return at most so many wrong sentences, each another one."""
    chance = random.Random(2)
    found: dict[Case, None] = {}
    for sources, sentence in pairs:
        told = chance.choice([*faithful(sentence, language)])
        every = [one for one in change(told, sources, language, chance) if one and one != told and one not in sources]
        found.update(dict.fromkeys((sources, one) for one in chance.sample(every, min(PER_SENTENCE, len(every)))))
        if len(found) >= most:
            break
    return list(found)[:most]


def both(kind: Kind) -> Kind:
    """Return the kind that also adds an invention of its sort, to every fourth sentence or so."""
    adds = inserted(kind.__name__)

    def changed(sentence: str, sources: str, language: str, chance: random.Random) -> Iterator[str]:
        every = [*kind(sentence, sources, language, chance)]
        return chain(every, adds(sentence, sources, language, chance) if every or chance.random() < 0.1 else [])

    return changed


def main() -> None:
    """Measure, and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("language", choices=["fr", "en"])
    parser.add_argument("articles", type=Path, nargs="+")
    parser.add_argument("--half", choices=["tuned", "kept", "all"], default="all")
    parser.add_argument("--most", type=int, default=400, help="sentences of each kind")
    parser.add_argument("--seed", type=int, default=1, help="which sentences are drawn")
    parser.add_argument("--show", default="", help="print what went wrong of this kind")
    parser.add_argument("--only", default="", help="measure this kind alone")
    options = parser.parse_args()
    pairs = [pair for path in options.articles for pair in readings(path, options.half)]
    random.Random(options.seed).shuffle(pairs)
    told = [(sources, one) for sources, sentence in pairs[: options.most] for one in faithful(sentence, options.language)]
    django.setup()
    from chatbot.answering.compose import SYSTEM

    system = SYSTEM[options.language].format(company="Lune")
    measures: dict[str, Callable[[str, str], object]] = {
        "faithful": check,
        "leaks": partial(_leaks, system),
        "claims": claims,
        "orders": lambda sentence, _sources: gives_orders(sentence),
    }
    for kind, guard in measures.items():
        if options.only in ("", kind):
            _measure(kind, told, guard, is_right=True, show=options.show)
    for change in CHANGES:
        if options.only in ("", change.__name__):
            cases = corrupted(pairs, both(change), options.language, options.most)
            _measure(change.__name__, cases, check, is_right=False, show=options.show)


def _leaks(system: str, sentence: str, sources: str) -> object:
    return leaks(sentence, sources, system)


def _measure(kind: str, cases: list[Case], guard: Callable[[str, str], object], *, is_right: bool, show: str) -> None:
    began = process_time()
    wrong = [case for case in cases if bool(guard(case[1], case[0])) == is_right]
    each = (process_time() - began) * 1000 / max(1, len(cases))
    upper = figure.high if (figure := share([case in wrong for case in cases])) else 1.0
    said = "held back" if is_right else "let through"
    print(
        f"{kind:10} {len(cases):5} {said:11} {len(wrong):4} {len(wrong) / max(1, len(cases)):.3f} (≤ {upper:.3f}) {each:.1f} ms each"
    )
    if show in (kind, "all"):
        for sources, told in wrong[:40]:
            print("   ", told, "|", guard(told, sources))


if __name__ == "__main__":
    main()
