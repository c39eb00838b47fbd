"""A copy of the database: encrypted for a key that is elsewhere, restored whole or not at all, and tried in a drill."""

from dataclasses import replace

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from chatbot import conf
from chatbot.sites.models import Site

pytestmark = pytest.mark.django_db(transaction=True)
CANARY = "Maison Canari"


@pytest.fixture
def pair(tmp_path, monkeypatch):
    """A key pair, whose public half is configured; returns the private half's file."""
    private, public = tmp_path / "private.pem", tmp_path / "public.pem"
    call_command("backup_key", private, public)
    told = replace(conf.load(), backup=conf.Backup(public))
    monkeypatch.setattr(conf, "load", lambda: told)
    return private


@pytest.fixture
def copy(tmp_path, pair):
    Site.objects.create(slug="canari", company=CANARY)
    file = tmp_path / "copy.guichet"
    call_command("backup", file)
    return file


def scratch_databases():
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_database WHERE datname LIKE 'guichet_drill_%%'")
        return cursor.fetchone()[0]


def test_a_copy_shows_nothing_and_neither_key_is_in_it(copy, pair):
    content = copy.read_bytes()
    assert CANARY.encode() not in content and b"PGDMP" not in content and b"sites_site" not in content
    assert pair.read_bytes()[40:80] not in content
    assert copy.stat().st_mode & 0o077 == 0 and pair.stat().st_mode & 0o077 == 0


def test_the_drill_restores_counts_and_leaves_nothing_behind(copy, pair, capsys):
    Site.objects.create(slug="later", company="Made after the copy")
    call_command("backup_drill", copy, key=pair)
    said = capsys.readouterr().out
    assert "ok     public.sites_site: 1 copied, 1 restored" in said
    assert "came back" in said and "DIFFERS" not in said
    assert scratch_databases() == 0 and Site.objects.count() == 2


def test_what_was_lost_comes_back(copy, pair):
    Site.objects.all().delete()
    Site.objects.create(slug="wrong", company="Wrong")
    call_command("restore", copy, key=pair, replace=True)
    assert [site.company for site in Site.objects.all()] == [CANARY]


def test_a_database_in_use_is_not_replaced_by_accident(copy, pair):
    Site.objects.update(company="Newer")
    with pytest.raises(CommandError, match="--replace"):
        call_command("restore", copy, key=pair)
    assert Site.objects.get().company == "Newer"


@pytest.mark.parametrize("harm", ["flipped", "cut", "foreign"])
def test_a_harmed_copy_changes_nothing(copy, pair, harm, tmp_path):
    content = copy.read_bytes()
    if harm == "foreign":
        pair = tmp_path / "other.pem"
        call_command("backup_key", pair, tmp_path / "other.pub")
    copy.write_bytes(
        {"flipped": content[:-9] + bytes([content[-9] ^ 1]) + content[-8:], "cut": content[:-100]}.get(harm, content)
    )
    Site.objects.update(company="Newer")
    with pytest.raises(CommandError, match="as it was"):
        call_command("restore", copy, key=pair, replace=True)
    assert Site.objects.get().company == "Newer"
    with pytest.raises(CommandError):
        call_command("backup_drill", copy, key=pair)
    assert scratch_databases() == 0


def test_without_a_key_no_copy_is_made(db, tmp_path):
    with pytest.raises(CommandError, match="GUICHET_BACKUP_KEY"):
        call_command("backup", tmp_path / "copy.guichet")
    assert list(tmp_path.iterdir()) == []


def test_keys_are_never_replaced(pair, tmp_path):
    with pytest.raises(CommandError, match="not replaced"):
        call_command("backup_key", pair, tmp_path / "new.pem")
