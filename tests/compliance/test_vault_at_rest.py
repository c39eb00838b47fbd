"""Nothing that a customer says or leaves can be found in what is stored: tables, the server's files, its log of changes, jobs."""

import mmap
import os
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from uuid import uuid4

import pytest
from django.db import connection

from chatbot import conf
from chatbot.answering.contract import Answer
from chatbot.sites.models import Site
from compliance.vault import keys
from compliance.vault.field import SealedField
from compliance.vault.index import blind
from conversations import later, notices, services, turns, unanswered
from conversations.models import ContentNotice, Conversation, Draft, Feedback, LaterReply, Message, OpenQuestion, Turn

CANARY = "zanzibarine"
ADDRESS = f"{CANARY}@client.example"
SEALED = {
    (model, field.name)
    for model in (ContentNotice, Draft, Feedback, LaterReply, Message, OpenQuestion, Turn)
    for field in model._meta.fields
    if isinstance(field, SealedField)
}


def fill(site: Site) -> Conversation:
    """Leave the canary wherever customers, the AI and advisers can leave words."""
    token = uuid4().hex
    asked = services.receive_message(site=site, token=token, client_id=uuid4(), text=f"Ma {CANARY} ?", language="fr")
    trace = {"query": CANARY, "passages": []}
    turn = asked.turn
    Turn.objects.filter(pk=turn.pk).update(state=Turn.State.RUNNING)
    answer = Answer(f"Non, {CANARY}.", "not_found", "fixed", (), "fr", "", trace, choices=(f"Une {CANARY}",))
    said = turns.finish(turn.pk, answer)
    services.leave_feedback(site=site, token=token, message_id=said.pk, value=-1, comment=f"{CANARY} !")
    Draft.objects.create(site=site, conversation=asked.conversation, text=CANARY, origin="generated", trace=trace)
    unanswered.read([Turn.objects.get(pk=turn.pk)])
    services.ask_for_person(site=site, token=token, language="fr")
    later.leave_email(site=site, token=token, address=ADDRESS)
    url = f"https://lune.example/{CANARY}"
    words = {"reason": f"C’est {CANARY}.", "name": CANARY.title(), "email": ADDRESS, "url": url}
    kept = notices.receive(site=site, language="fr", is_child_abuse=False, is_good_faith=True, address="192.0.2.7", **words)
    kept.grounds = CANARY
    kept.save()
    return Conversation.objects.get(pk=asked.conversation_id)


def words_of(row, field):
    keys.forget()
    return str(getattr(type(row).objects.get(pk=row.pk), field)).lower()


def test_every_sealed_column_is_read_as_it_was_written_and_holds_bytes_only(site):
    fill(site)
    for model, field in SEALED:
        rows = list(model.objects.all())
        found = [words_of(row, field) for row in rows]
        assert rows and (field == "embedding" or any(CANARY in words for words in found)), (model, field)
    assert tables_with(CANARY) == []


def test_a_row_is_found_by_its_address_without_the_address_being_stored(site):
    conversation = fill(site)
    assert LaterReply.objects.get(email_index=blind(f" {ADDRESS.upper()} ")).conversation == conversation
    assert not LaterReply.objects.filter(email_index=blind("other@client.example")).exists() and blind("") == ""


def test_it_finds_a_conversation_by_the_address_in_the_admin(site, alice, client):
    conversation = fill(site)
    alice.is_superuser = True
    alice.save()
    client.force_login(alice)
    assert conversation.reference in client.get("/admin/conversations/conversation/", {"q": ADDRESS}).text
    assert conversation.reference not in client.get("/admin/conversations/conversation/", {"q": "x@client.example"}).text


@pytest.mark.django_db(transaction=True)
def test_the_servers_files_hold_no_word_of_it(site):
    if conf.load().stores.database_url:
        pytest.skip("needs the embedded server, whose files can be read")
    fill(site)
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE told_in_clear (words text); INSERT INTO told_in_clear VALUES ('marinoise-4471')")
        cursor.execute("CHECKPOINT")
        cursor.execute("DROP TABLE told_in_clear")
        cursor.execute("SHOW data_directory")
        (folder,) = cursor.fetchone()
    assert files_with(folder, "marinoise-4471"), "the search finds nothing at all"
    assert files_with(folder, CANARY) == []


def test_what_passes_through_redis_is_encrypted():
    code = (
        "import django; django.setup(); from channels.layers import get_channel_layer; layer = get_channel_layer(); "
        f"sent = layer.serialize({{'text': '{CANARY}'}}); print(b'{CANARY}' in sent, layer.deserialize(sent)['text'])"
    )
    environment = {**os.environ, "REDIS_URL": "redis://127.0.0.1:1/0", "DJANGO_SETTINGS_MODULE": "chatbot.settings"}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", CANARY]


def files_with(folder, word):
    """Return the files below the folder that hold the word: tables, pg_wal and the server's log."""
    return [path for path in Path(folder).rglob("*") if path.is_file() and path.stat().st_size and holds(path, word.encode())]


def holds(path, word):
    with path.open("rb") as file, closing(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)) as content:
        return any(content.find(form) >= 0 for form in (word, word.title(), word.upper()))


def tables_with(text):
    """Return the tables with a row that holds the text, as characters or as bytes."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        found = []
        for (name,) in cursor.fetchall():
            like = [f"%{text}%", f"%{text.title()}%", f"%{text.encode().hex()}%"]
            cursor.execute(f'SELECT count(*) FROM "{name}" t WHERE t::text LIKE ANY(%s)', [like])  # noqa: S608
            found += [name] if cursor.fetchone()[0] else []
    return found
