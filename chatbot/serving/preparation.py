"""What is made ready before Guichet serves, each step told with its duration."""

import errno
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from django.conf import settings
from django.core.management import call_command
from django.db import Error, connection, connections

from chatbot import conf
from chatbot.database.embedded.server import EmbeddedServer, EmbeddedServerError
from chatbot.demo import content
from chatbot.serving import accounts, assets, translations
from chatbot.serving.errors import CannotServe
from chatbot.sites.checks import lacking
from compliance import journal
from compliance.vault import rotation

ONE_AT_A_TIME = 7_101_848  # any number: the advisory lock under which one node of several prepares the database


def prepare(*, demo: bool, origins: list[str]) -> dict[str, str]:
    """Make translations, static files, tables, the first accounts and the demo ready; returns new logins and passwords."""
    with _clear_sentences():
        with _step("translations"):
            translations.compile_catalogues(settings.LOCALE_PATHS[0])
        with _step("database"):
            psycopg.connect(**connection.get_connection_params(), connect_timeout=5).close()  # the pool would only say "timeout"
        with _alone():
            with _step("tables"):
                call_command("migrate", interactive=False, verbosity=0)
                _check_vault()
            _refuse_restored()
            with _step("static files"):
                assets.gather()
            made = _first_accounts(demo=demo, origins=origins)
            _warn_of_contact()
            return made


def _check_vault() -> None:
    """Refuse to serve with a master key that does not open what is stored."""
    if refused := rotation.refusal():
        raise CannotServe(refused)


def _refuse_restored() -> None:
    """Do not serve from a restored backup that brings erased people back; raises CannotServe."""
    try:
        missing = len(journal.unreplayed())
    except ValueError as error:
        raise CannotServe(str(error)) from error
    if missing:
        raise CannotServe(f"This database was restored and lacks {missing} erasures: run manage.py replay_erasures first.")


def _warn_of_contact() -> None:
    """Say what customers must be told by law and are not; `check --deploy` fails on it."""
    for site, lacks in lacking():
        print(f"  Warning: the contact page of “{site.slug}” lacks {', '.join(lacks)}.", file=sys.stderr, flush=True)


def release_database() -> None:
    """Give the database back, and stop the embedded server when nobody else uses it."""
    connections.close_all()
    for database in connections.all(initialized_only=True):
        database.close_pool()  # type: ignore[attr-defined]  # PostgreSQL's backend has one
    if not conf.load().stores.database_url:
        EmbeddedServer.shared(conf.load().paths.var).leave()


def _first_accounts(*, demo: bool, origins: list[str]) -> dict[str, str]:
    passwords = accounts.new_password(), accounts.new_password()
    made = {accounts.create_administrator(passwords[0]): passwords[0]}
    if demo:
        with _step("demo articles"):
            site = content.install(origins)
        made[content.create_adviser(site, passwords[1])] = passwords[1]
    return {login: password for login, password in made.items() if login}


@contextmanager
def _alone() -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [ONE_AT_A_TIME])
        try:
            yield
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [ONE_AT_A_TIME])


@contextmanager
def _step(name: str) -> Iterator[None]:
    began = time.monotonic()
    yield
    print(f"  {name}: {time.monotonic() - began:.1f} s", file=sys.stderr, flush=True)


@contextmanager
def _clear_sentences() -> Iterator[None]:
    """Turn what can go wrong on a machine into one sentence each."""
    try:
        yield
    except EmbeddedServerError as error:
        raise CannotServe(str(error)) from error
    except (Error, psycopg.Error) as error:
        reason = str(error).strip().splitlines()[0]
        raise CannotServe(f"The database cannot be used: {reason}. Check DATABASE_URL and the database's log.") from error
    except OSError as error:
        raise CannotServe(_about(error)) from error


def _about(error: OSError) -> str:
    var = conf.load().paths.var
    if error.errno == errno.ENOSPC:
        return f"The disk is full: make room at {var}, or name another place in GUICHET_VAR."
    return f"{error.strerror or error}: {error.filename or var}."
