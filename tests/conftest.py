"""The cast: Alice and Bob advise Lune's customers, Charlie another company's and must see nothing of Lune."""

import asyncio

import pytest
from asgiref.sync import sync_to_async
from django.core.management.commands import flush
from django.db import connections
from django.db.backends.postgresql.operations import DatabaseOperations
from django.utils.translation import deactivate

from chatbot.sites.models import Site
from conversations.models import Adviser

ORIGIN = "https://www.lune.example"


@pytest.fixture(scope="session")
def django_db_modify_db_settings():
    """No pool: every test has threads of its own, and their connections would stay checked out."""
    connections["default"].settings_dict["OPTIONS"].pop("pool", None)


KEPT = {"django_content_type", "auth_permission"}  # what migrations put there, and no test changes


def emptied(operations, style, tables, **options):
    """Return the statements that empty tables: for the few rows of a test, deleting is many times quicker than TRUNCATE."""
    deleted = [f"DELETE FROM {operations.quote_name(table)}" for table in tables if table not in KEPT]  # noqa: S608
    return ["SET LOCAL session_replication_role = replica", *deleted]  # no trigger refuses or follows


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Tests empty all tables, the audit's too; at the end, the sessions of threads that died with their loops are ended."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(DatabaseOperations, "sql_flush", emptied)
        patched.setattr(flush, "emit_post_migrate_signal", lambda *args, **options: None)  # it fills what is kept here
        yield
    with django_db_blocker.unblock(), connections["default"].cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


@pytest.fixture(autouse=True)
def _plain_static_files(settings):
    """Pages name static files as they are: nothing has to be gathered before a test."""
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}


@pytest.fixture(autouse=True)
def erasures(tmp_path, monkeypatch):
    """Every test has a journal of erasures of its own; returns its path."""
    monkeypatch.setattr("compliance.journal.path", lambda: tmp_path / "erasures.jsonl")
    return tmp_path / "erasures.jsonl"


@pytest.fixture(autouse=True)
def _own_language():
    """A page's language ends with its test, as it ends with the next request in operation."""
    yield
    deactivate()


@pytest.fixture(autouse=True)
def _close_connections(request):
    """Close the database connections of an async test's thread, which ends with its loop."""
    if asyncio.iscoroutinefunction(getattr(request, "function", None)):
        request.getfixturevalue("closed_connections")


@pytest.fixture
async def closed_connections():
    yield
    await sync_to_async(connections.close_all)()


@pytest.fixture
def site(db):
    """A model may write here of all but the warranty."""
    return Site.objects.create(slug="lune", company="Maison Lune", allowed_origins=[ORIGIN], legal_topics=["garantie"])


@pytest.fixture
def other_site(db):
    return Site.objects.create(slug="soleil", company="Atelier Soleil", allowed_origins=["https://soleil.example"])


def adviser(username, site):
    person = Adviser.objects.create_user(username, password="correct horse battery", first_name=username.title(), is_staff=True)
    person.sites.add(site)
    return person


@pytest.fixture
def alice(site):
    return adviser("alice", site)


@pytest.fixture
def bob(site):
    return adviser("bob", site)


@pytest.fixture
def charlie(other_site):
    return adviser("charlie", other_site)
