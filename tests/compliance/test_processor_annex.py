"""The annex of a processor contract: dated, complete, with the services that the configuration names and no others."""

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from chatbot import conf

pytestmark = pytest.mark.django_db


@pytest.fixture
def configured(monkeypatch):
    def _configured(**variables):
        for name in ("SMTP_URL", "INFERENCE_URL", "DATABASE_URL", "REDIS_URL"):
            monkeypatch.setenv(name, variables.get(name, ""))
        for name, value in variables.items():
            monkeypatch.setenv(name, value)
        conf.load.cache_clear()

    yield _configured
    monkeypatch.undo()
    conf.load.cache_clear()


def written(tmp_path, language, **options):
    call_command("processor_annex", str(tmp_path / f"annex.{language}.md"), site="lune", language=language, **options)
    return (tmp_path / f"annex.{language}.md").read_text()


@pytest.mark.parametrize(("language", "none"), [("fr", "Aucun. "), ("en", "None. ")])
def test_by_default_there_are_no_sub_processors(configured, site, tmp_path, language, none):
    configured()
    text = written(tmp_path, language)
    assert none in text and timezone.localdate().isoformat() in text and "Maison Lune" in text
    assert all(f"\n{number}. " in text for number in range(1, 9)) and "12" in text.split("verify_audit")[1]


def test_every_configured_service_on_another_machine_is_named_without_its_password(configured, site, tmp_path):
    configured(
        SMTP_URL="smtps://guichet:secret-word@mail.example.eu:465",
        GUICHET_MAIL_FROM="aide@lune.example",
        INFERENCE_URL="http://10.0.0.7:8080",
        REDIS_URL="redis://127.0.0.1:6379/0",
    )
    text = written(tmp_path, "fr", processor="Infogérance du Port, Brest")
    assert "`mail.example.eu`" in text and "`10.0.0.7`" in text and "Infogérance du Port" in text
    assert "secret-word" not in text and "Redis" not in text and "aucun message n’est envoyé" not in text


def test_an_older_annex_is_never_written_over(configured, site, tmp_path):
    configured()
    before = written(tmp_path, "fr")
    with pytest.raises(CommandError, match="cannot be written"):
        written(tmp_path, "fr", processor="Autre")
    assert (tmp_path / "annex.fr.md").read_text() == before
