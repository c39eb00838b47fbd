"""The lines between the site and its engine."""

import pytest

from chatbot.inference.messages import (
    Cancel,
    Count,
    Counted,
    Done,
    Failed,
    Forget,
    Load,
    Piece,
    Prepare,
    Prompt,
    Queued,
    Ready,
    Score,
    Scored,
    Submit,
    decode,
    encode,
)

PROMPT = Prompt("system", "public\nl'été", 'private "quoted" \0 \ud800 漢')


@pytest.mark.parametrize(
    "message",
    [
        Load("/models/a.gguf", "0f", "chatml", 4096, 2, 4, 2048, 100, 200, "/prefixes"),
        Submit("1", PROMPT, 20, 0.5, ("oui", "non")),
        Score("2", PROMPT, ("a", "b"), "site"),
        Count("2", "l'été"),
        Prepare("2", PROMPT),
        Forget("article-1"),
        Queued("2", 3),
        Cancel("3"),
        Ready(4096, 12.5),
        Piece("4", "é\n"),
        Done("5", "stop", "text", 10, 2, 4, {"total": 3.5}),
        Scored("6", (-0.5, -2.0)),
        Counted("6", 12),
        Failed("7", "too_long", "The prompt is too long."),
    ],
    ids=lambda message: type(message).__name__,
)
def test_it_says_each_message_in_one_line_and_reads_it_back(message):
    line = encode(message)
    assert line.count(b"\n") == 1
    assert decode(line) == message


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b"\n",
        b"{",
        b"\xff\xfe",
        b"[]",
        b"3",
        b"null",
        b'{"id": "1"}',
        b'{"kind": "Boom"}',
        b'{"kind": "Cancel"}',
        b'{"kind": "Cancel", "id": "1", "more": 2}',
        b'{"kind": []}',
        b'{"kind": "Submit", "id": "1", "prompt": "p"}',
    ],
)
def test_it_refuses_what_is_no_message(line):
    with pytest.raises(ValueError, match="no message"):
        decode(line)
