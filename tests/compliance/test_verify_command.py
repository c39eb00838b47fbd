"""The verifier in the shell, also for whoever has nothing but the export and the public keys."""

import io
import json
import os
import subprocess
import sys
from uuid import uuid4

import pytest
from django.core.management import CommandError, call_command

from chatbot import conf
from compliance import keys, whole
from conversations import services
from conversations.messages import add_message
from conversations.models import Message
from conversations.rights import ConversationOwner, _subject

pytestmark = pytest.mark.django_db
TEXT = "Les retours sont possibles pendant 30 jours."


@pytest.fixture
def files(site, tmp_path):
    """What a customer may have kept: the text, its signature, the export; and the public keys."""
    asked = services.receive_message(site=site, token="dana", client_id=uuid4(), text="Combien ?", language="fr")
    add_message(asked.conversation, author=Message.Author.AI, text=TEXT, origin="generated")
    export = whole.signed(ConversationOwner().export(_subject(asked.conversation)))
    contents = {
        "text.txt": f"{TEXT}\n",
        "export.json": json.dumps(export),
        "signature.json": json.dumps(export["messages"][1]["signature"]),
        "altered.json": json.dumps(export).replace("30 jours", "90 jours"),
        "keys.json": json.dumps(keys.published(keys.known())),
    }
    for name, content in contents.items():
        (tmp_path / name).write_text(content)
    return tmp_path


def run(*arguments):
    out = io.StringIO()
    with pytest.raises(SystemExit) as ended:
        call_command("verify_message", *map(str, arguments), stdout=out)
    return ended.value.code, out.getvalue()


def test_a_text_is_known_by_its_words(files):
    status, out = run(files / "text.txt")
    assert status == 0 and out.startswith("yes") and "generated" in out


def test_a_text_with_its_signature_is_proven(files):
    assert run(files / "text.txt", "--signature", files / "signature.json")[0] == 0


def test_a_foreign_text_from_standard_input_is_unknown(db, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"Tout autre chose.")))
    assert run("--json") == (
        3,
        '{"verdict": "unknown", "findings": [{"verdict": "unknown", "reason": "not_known", "origin": null, "id": null}]}\n',
    )


@pytest.mark.parametrize(("name", "status"), [("export.json", 0), ("altered.json", 1)])
def test_an_export_is_checked_message_by_message(files, name, status):
    assert run(files / name)[0] == status


@pytest.mark.parametrize(("name", "status", "word"), [("export.json", 0, "yes"), ("altered.json", 1, "no")])
def test_offline_it_needs_nothing_but_the_public_keys(files, name, status, word):
    environment = {**os.environ, "DATABASE_URL": "postgresql://nobody:x@127.0.0.1:9/none", "GUICHET_VAR": str(files / "var")}
    environment |= {"GUICHET_SECRET_DJANGO": "x", "DJANGO_SETTINGS_MODULE": "chatbot.settings"}
    command = [sys.executable, "manage.py", "verify_message", "--offline", files / name, "--keys", files / "keys.json"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, cwd=conf.BASE_DIR, check=False)
    assert (done.returncode, done.stdout.split()[:1]) == (status, [word]), done.stderr
    assert not (files / "var" / "secrets.json").exists()


def test_other_keys_make_it_unknown(files):
    (files / "keys.json").write_text('{"keys": []}')
    assert run("--offline", files / "export.json", "--keys", files / "keys.json")[0] == 3


@pytest.mark.parametrize(
    "arguments",
    [
        ["nowhere.txt"],
        ["--offline", "export.json"],
        ["--offline", "text.txt", "--keys", "keys.json"],
        ["text.txt", "--signature", "text.txt"],
    ],
)
def test_what_is_missing_is_named(files, arguments):
    with pytest.raises(CommandError) as error:
        call_command("verify_message", *[name if name.startswith("--") else str(files / name) for name in arguments])
    assert error.value.returncode == 2 and str(error.value)
