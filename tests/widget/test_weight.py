import gzip
from pathlib import Path

import pytest
from django.test import Client

ROOT = Path(__file__).resolve().parents[2]


def packed(*files):
    return sum(len(gzip.compress(file.read_bytes(), 9)) for file in files)


def test_the_embed_script_is_under_4_kilobytes():
    assert packed(ROOT / "static/widget.js") < 4_000


@pytest.mark.django_db
def test_the_whole_chat_is_under_30_kilobytes(site):
    page = Client().get(f"/chat/{site.public_key}/").content
    parts = [
        *(ROOT / "static/chat").glob("*.js"),
        *(ROOT / "static/shared").glob("*.js"),
        ROOT / "static/css/chat.css",
        ROOT / "static/css/tokens.css",
    ]
    assert len(gzip.compress(page, 9)) + packed(*parts) < 30_000


def test_every_module_is_short():
    assert all(len(file.read_text().splitlines()) < 200 for file in (ROOT / "static").rglob("*.js"))
