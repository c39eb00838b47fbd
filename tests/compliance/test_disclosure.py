import pytest
from django.db import IntegrityError, transaction

from chatbot.sites.models import Site
from compliance.disclosure import notice, record_disclosure
from compliance.models import Disclosure, NoticeText

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("language", "words"), [("fr", "intelligence artificielle"), ("en", "artificial intelligence")])
def test_it_says_that_it_is_an_ai_and_whose(site, language, words):
    shown = notice(site, language)
    assert words in shown.text and "Maison Lune" in shown.text and len(shown.digest) == 64


def test_an_unknown_language_gets_the_french_notice(site):
    assert notice(site, "xx").language == "fr"


def test_a_site_without_a_company_cannot_exist():
    with pytest.raises(IntegrityError), transaction.atomic():
        Site.objects.create(slug="nobody", company="")


def test_each_showing_is_recorded_with_its_wording_and_nothing_else(site):
    for session in ("a", "b"):
        record_disclosure(site, session * 64, "fr")
    assert NoticeText.objects.count() == 1 and Disclosure.objects.count() == 2
    assert NoticeText.objects.get().text == notice(site, "fr").text
    assert {field.name for field in Disclosure._meta.fields} == {"id", "site", "notice", "session_hash", "shown_at"}


def test_another_wording_is_another_text(site):
    record_disclosure(site, "a" * 64, "fr")
    site.company = "Lune & Cie"
    site.save()
    record_disclosure(site, "a" * 64, "fr")
    assert NoticeText.objects.count() == 2
