import json

import pytest
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from procrastinate.contrib.django.models import ProcrastinateJob

from chatbot.knowledge import uploads
from chatbot.knowledge.models import Article, Upload

pytestmark = pytest.mark.django_db
ADD = reverse("admin:knowledge_upload_add")
LINES = [
    {"id": "1", "title": "Retours", "text": "Trente jours."},
    {"id": "2", "text": ""},
    {"id": "3", "text": "<b>Deux</b> ans."},
]


@pytest.fixture
def editor(client, alice):
    """Alice, who may import into her own site; pages are in English."""
    alice.user_permissions.add(*Permission.objects.filter(content_type__app_label="knowledge"))
    client.force_login(alice, backend="django.contrib.auth.backends.ModelBackend")
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return client


def send(client, site, name="aide.jsonl", content=None):
    content = "\n".join(json.dumps(line) for line in LINES).encode() if content is None else content
    return client.post(ADD, {"site": site.pk, "language": "", "file": SimpleUploadedFile(name, content)}, follow=True)


def work(upload):
    """Do what the job does."""
    for draft in uploads.begin(upload.pk):
        uploads.take(upload.pk, draft)
    uploads.finish(upload.pk)


def test_a_file_is_kept_for_a_job_whose_progress_is_shown(editor, site, embedder):
    page = send(editor, site)
    upload = Upload.objects.get()
    job = ProcrastinateJob.objects.get()
    assert (job.task_name, job.args, job.lock) == ("import_upload", {"upload_id": upload.pk}, f"upload-{site.pk}")
    assert "Waiting to be read" in page.text and 'http-equiv="refresh"' in page.text and embedder.embedded == []
    uploads.take(upload.pk, uploads.begin(upload.pk)[0])
    assert "1 of 2 articles" in editor.get(page.request["PATH_INFO"]).text
    work(upload)
    done = editor.get(page.request["PATH_INFO"]).text
    assert "2 articles read, 1 new or changed, 1 rejected" in done and "http-equiv" not in done
    assert "aide.jsonl, line 2: has no “text”" in done
    assert list(Article.objects.exclude(published=None).values_list("external_id", flat=True)) == ["1", "3"]


def test_the_file_is_not_kept_and_the_job_is_done_once(editor, site):
    send(editor, site)
    upload = Upload.objects.get()
    work(upload)
    upload.refresh_from_db()
    assert bytes(upload.content) == b"" and uploads.begin(upload.pk) == []


def test_what_a_broken_file_says_is_shown_as_text(editor, site):
    page = send(editor, site, name="<i>x.jsonl", content=b'{"id": "<script>alert(1)</script>", "text": "Oui.", "lang": "<b>"}')
    work(Upload.objects.get())
    text = editor.get(page.request["PATH_INFO"]).text
    assert "1 rejected" in text and "<b>" not in text and "<i>x" not in text


@pytest.mark.parametrize("name", ["a.exe", "jsonl", "a.jsonl.zip"])
def test_a_file_that_no_reader_knows_is_refused_at_once(editor, site, name):
    assert "This kind of file cannot be read" in send(editor, site, name=name, content=b"x").text
    assert not Upload.objects.exists()


def test_a_file_that_is_too_large_is_refused_at_once(editor, site, monkeypatch):
    monkeypatch.setattr("chatbot.knowledge.admin.uploads.LARGEST", 10)
    assert "larger than 20 MB" in send(editor, site).text


def test_nobody_imports_into_another_companys_site_or_sees_its_imports(editor, site, other_site):
    send(editor, other_site)
    assert not Upload.objects.exists()
    foreign = Upload.objects.create(site=other_site, name="canari.csv")
    assert "canari" not in editor.get(reverse("admin:knowledge_upload_changelist")).text
    assert "canari" not in editor.get(reverse("admin:knowledge_upload_change", args=[foreign.pk]), follow=True).text


def test_an_adviser_without_the_right_sends_nothing(client, bob, site):
    client.force_login(bob, backend="django.contrib.auth.backends.ModelBackend")
    assert send(client, site).status_code == 403
    assert not Upload.objects.exists()
