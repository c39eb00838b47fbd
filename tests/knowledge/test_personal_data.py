"""Whoever imports articles is told which of them hold what looks like personal data; no value is repeated."""

import json

import pytest
from django.core.management import call_command

from chatbot.knowledge import uploads
from chatbot.knowledge.articles import Draft
from chatbot.knowledge.importing.personal import warning
from chatbot.knowledge.models import Article, Passage, Upload
from tests.knowledge.test_uploads import editor, send  # noqa: F401

pytestmark = pytest.mark.django_db
LETTER = "Écrivez à dana.moreau@exemple.fr ou appelez le 06 12 34 56 78."


@pytest.fixture
def company(site):
    site.contact_email, site.contact_phone = "aide@lune.example", "+33 1 40 20 50 50"
    site.save()
    return site


def test_the_import_warns_and_repeats_no_value(company, tmp_path, capsys):
    (tmp_path / "a.jsonl").write_text(
        "\n".join(json.dumps(one) for one in [{"id": "lettre", "text": LETTER}, {"id": "retours", "text": "Trente jours."}])
    )
    call_command("import_articles", tmp_path, site=company.slug)
    said = capsys.readouterr().err
    assert "Warning: lettre: holds what looks like personal data (EMAIL 1, PHONE 1)" in said
    assert "moreau" not in said and "retours:" not in said
    assert Article.objects.filter(site=company, published__isnull=False).count() == 2


def test_the_companys_own_contact_is_no_warning(company):
    draft = Draft("contact", "fr", "Contact", "aide@lune.example, 01 40 20 50 50, https://lune.example/aide?page=2")
    assert warning(draft, company) == ""
    assert "PHONE 1" in warning(Draft("autre", "fr", "Contact", "01 40 20 50 51"), company)


def test_the_admin_shows_it_with_the_import(company, editor):  # noqa: F811
    page = send(editor, company, content=json.dumps({"id": "lettre", "text": LETTER}).encode())
    upload = Upload.objects.get()
    for draft in uploads.begin(upload.pk):
        uploads.take(upload.pk, draft)
    uploads.finish(upload.pk)
    shown = editor.get(page.request["PATH_INFO"]).text
    assert "lettre: holds what looks like personal data (EMAIL 1, PHONE 1)" in shown and "moreau" not in shown


def test_an_article_that_is_deleted_takes_its_passages_and_vectors_along(company, published):
    published("lettre", "Lettre", LETTER, at=company)
    published("retours", "Retours", "Trente jours.", at=company)
    Article.objects.get(external_id="lettre").delete()
    assert not Passage.objects.filter(text__contains="moreau").exists()
    assert set(Passage.objects.values_list("version__article__external_id", flat=True)) == {"retours"}
