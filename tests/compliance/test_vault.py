"""What customers write is sealed under a key of their own, bound to its place, and gone with that key."""

from uuid import uuid4

import pytest
from django.db import connection, transaction

from compliance.models import SubjectKey
from compliance.owners import Subject
from compliance.vault import keys
from compliance.vault.field import Altered
from conversations import services
from conversations.models import Conversation, Message
from conversations.rights import ConversationOwner

CANARY = "Zanzibarine-7741 écrit à camille.zanzi@client.example"


def write(site, text=CANARY, token="anna"):  # noqa: S107  a browser of the test
    return services.receive_message(site=site, token=token, client_id=uuid4(), text=text, language="fr")


def subject_of(conversation):
    return Subject("conversations", str(conversation.pk), conversation.site, "fr", conversation.reference)


def stored(model, pk, column):
    """Return what the database itself holds."""
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT "{column}" FROM "{model._meta.db_table}" WHERE "{model._meta.pk.column}" = %s', [pk])  # noqa: S608
        return bytes(cursor.fetchone()[0])


def put(model, pk, column, blob):
    with connection.cursor() as cursor:
        cursor.execute(f'UPDATE "{model._meta.db_table}" SET "{column}" = %s WHERE "{model._meta.pk.column}" = %s', [blob, pk])  # noqa: S608


def test_a_message_is_read_as_it_was_written_and_stored_otherwise(site):
    message = write(site)

    assert Message.objects.get(pk=message.pk).text == CANARY
    assert CANARY.encode() not in stored(Message, message.pk, "text")


def test_the_same_words_are_never_stored_alike(site):
    first, second = write(site), write(site)

    assert stored(Message, first.pk, "text")[-40:] != stored(Message, second.pk, "text")[-40:]


def test_ciphertext_moved_to_another_row_is_refused(site):
    first, second = write(site), write(site, "Autre chose")
    put(Message, first.pk, "text", stored(Message, second.pk, "text"))

    with pytest.raises(Altered):
        Message.objects.get(pk=first.pk).text  # noqa: B018  reading it is the deed


def test_ciphertext_moved_to_another_column_is_refused(site):
    message = write(site)
    put(Message, message.pk, "choices", stored(Message, message.pk, "text"))

    with pytest.raises(Altered):
        Message.objects.get(pk=message.pk).choices  # noqa: B018


@pytest.mark.parametrize(
    "spoil", [lambda blob: blob[:-1] + bytes([blob[-1] ^ 1]), lambda blob: b"en clair", lambda blob: blob[:20]]
)
def test_altered_and_unsealed_words_are_refused(site, spoil):
    message = write(site)
    put(Message, message.pk, "text", spoil(stored(Message, message.pk, "text")))

    with pytest.raises(Altered):
        Message.objects.get(pk=message.pk).text  # noqa: B018


def test_a_backup_of_what_was_erased_cannot_be_read_and_that_of_others_can(site):
    anna, bruno = write(site), write(site, token="bruno")
    kept = stored(Message, anna.pk, "text")
    other = write(site, token="chloe")  # another row that takes the old words in
    ConversationOwner().erase(subject_of(anna.conversation))
    assert not SubjectKey.objects.filter(subject=anna.conversation_id).exists()
    restored = Message(pk=anna.pk, conversation=other.conversation, site=site, seq=9, author="customer", text="")
    restored.save()
    put(Message, anna.pk, "text", kept)

    with pytest.raises(keys.KeyDestroyed):
        Message.objects.get(pk=anna.pk).text  # noqa: B018
    assert Message.objects.get(pk=bruno.pk).text == CANARY


def test_each_conversation_has_its_key_and_an_erasure_destroys_that_one(site):
    first = write(site)
    Conversation.objects.update(status="closed")
    second = write(site)
    ConversationOwner().erase(subject_of(first.conversation))

    assert list(SubjectKey.objects.values_list("subject", flat=True)) == [second.conversation_id]


def test_words_cannot_be_compared_in_the_database(site):
    with pytest.raises(TypeError, match="sealed"):
        Message.objects.filter(text=CANARY).exists()
    with pytest.raises(TypeError, match="sealed"):
        Message.objects.update(text=CANARY)


def test_a_thread_opens_its_key_once(site, django_assert_num_queries):
    message = write(site)
    keys.forget()
    with django_assert_num_queries(2):
        assert [line.text for line in message.conversation.messages.all()] == [CANARY]
    with django_assert_num_queries(1):
        assert [line.text for line in message.conversation.messages.all()] == [CANARY]


def test_a_key_that_was_rolled_back_is_not_used_again(site):
    message = write(site)
    attempt = Conversation(site=site, customer=message.conversation.customer, reference="ABCDEFGH", language="fr")
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        attempt.save()
        keys.cipher_of(attempt.pk)
        raise ZeroDivisionError
    attempt._state.adding = True
    attempt.save()
    line = Message.objects.create(site=site, conversation=attempt, seq=1, author="customer", text=CANARY)
    keys.forget()

    assert Message.objects.get(pk=line.pk).text == CANARY
