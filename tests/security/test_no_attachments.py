"""Customers send words, not files: no page, form or socket keeps one."""

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, models
from django.test import Client

from conversations.models import Message
from tests.conversations.conftest import tab  # noqa: F401

CANARY = "canary-in-a-file"
POLYGLOT = b"%PDF-1.4\n<script>alert(1)</script>GIF89a" + CANARY.encode() + b"\x00\xff\xd8\xff"
DOORS = ["/chat/{key}/", "/chat/{key}/frames", "/contact/?site={key}", "/notice/?site={key}", "/privacy/", "/ai/verify"]
KEYS = {"compliance.SubjectKey", "compliance.AuditSubject"}  # made here: 60 bytes and 32
BY_STAFF = {"knowledge.Upload"}  # articles, by advisers with that right; the content goes when it has been read


def test_no_table_of_customers_has_room_for_a_file():
    found = {
        model._meta.label
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if isinstance(field, models.FileField | models.BinaryField)
    }
    assert found <= BY_STAFF | KEYS


@pytest.mark.django_db
@pytest.mark.parametrize("door", DOORS)
def test_a_file_in_any_form_is_kept_nowhere(site, door):
    browser = Client(headers={"origin": "http://testserver"})
    browser.get(f"/chat/{site.public_key}/")
    browser.get(f"/chat/{site.public_key}/frames?hello=1&lang=fr")
    told = {"text": "Bonjour", "action": "send", "client_id": "7b0f8a30-5f5e-4d3d-9d5e-0f3f1f0f7c11", "message": "Bonjour"}
    files = {name: SimpleUploadedFile("photo.jpg", POLYGLOT, "image/jpeg") for name in ("file", "attachment", "transcript")}
    answer = browser.post(door.format(key=site.public_key), {**told, **files})
    assert answer.status_code < 500 and CANARY not in answer.text
    assert tables_with(CANARY) == []


def tables_with(word):
    """Look through every row of every table."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT count(*) FROM "{table}" AS line WHERE line::text LIKE %s', [f"%{word}%"])  # noqa: S608
            found += [table] if cursor.fetchone()[0] else []
    return found


@pytest.mark.django_db
def test_the_search_through_all_tables_finds_what_is_there(site):
    site.company = CANARY
    site.save()
    assert tables_with(CANARY) == ["sites_site"]


@pytest.mark.django_db(transaction=True)
async def test_bytes_on_the_socket_are_refused(site, tab):  # noqa: F811
    one = tab(site)
    await one.open()
    await one.send_to(bytes_data=POLYGLOT)
    error = await one.until("error")
    assert error["code"] == "invalid"
    assert not await Message.objects.aexists()
