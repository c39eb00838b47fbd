"""Nothing that may hold personal data gets into the project without a declaration."""

from django.apps import apps
from django.core.checks import run_checks
from django.db import models
from django.test.utils import isolate_apps

from compliance import registry
from compliance.registry import Declaration
from compliance.registry_check import check_registry, problems, ways, wordy


def told(model, *declarations):
    known = {**registry.declared(), **{one.model: one for one in declarations}}
    return [(problem.id, problem.msg) for problem in problems([model], known)]


def diary(**changes):
    whole = {
        "model": "conversations.Diary",
        "owner": "conversations",
        "subjects": "customers",
        "purpose": "answering",
        "retention": "with_conversation",
        "personal": {"text": "words"},
        "links": ("author",),
        "exported": "whole",
        "restricted": "hidden",
        "erased": "deleted",
    }
    return Declaration(**{**whole, **changes})


def model():
    class Diary(models.Model):
        author = models.ForeignKey("conversations.Customer", models.CASCADE, related_name="+")
        text = models.TextField()
        mood = models.CharField(max_length=3, choices=[("yes", "yes")])

        class Meta:
            app_label = "conversations"

    Diary._meta.get_field("author").remote_field.model = apps.get_model("conversations.Customer")
    return Diary


def test_all_models_of_the_project_and_its_packages_are_declared():
    assert check_registry(None) == []
    assert not [problem for problem in run_checks() if problem.id in {"guichet.E030", "guichet.E031", "guichet.E032"}]


@isolate_apps("conversations")
def test_a_new_model_with_words_or_with_a_way_to_a_person_is_an_error():
    found = told(model())
    assert [number for number, _said in found] == ["guichet.E030", "guichet.E031"]
    assert "Diary.text" in found[0][1] and "Diary.author" in found[1][1]


@isolate_apps("conversations")
def test_a_declared_model_is_accepted_and_a_forgotten_field_or_link_is_not():
    assert told(model(), diary()) == []
    assert [number for number, _said in told(model(), diary(personal={}))] == ["guichet.E030"]
    assert [number for number, _said in told(model(), diary(links=()))] == ["guichet.E031"]
    assert [number for number, _said in told(model(), diary(personal={"text": "", "gone": ""}))] == ["guichet.E033"]


@isolate_apps("conversations")
def test_an_owner_whom_nobody_answers_for_is_an_error():
    assert [number for number, _said in told(model(), diary(owner="somebody"))] == ["guichet.E032"]


@isolate_apps("conversations")
def test_a_rule_a_purpose_and_every_duty_must_be_named():
    for changes in ({"retention": "for ever"}, {"purpose": "curiosity"}):
        assert [number for number, _said in told(model(), diary(**changes))] == ["guichet.E034"]
    for duty in ("exported", "restricted", "erased"):
        assert [number for number, _said in told(model(), diary(**{duty: ""}))] == ["guichet.E035"]


def test_messages_notices_addresses_jobs_sessions_and_sign_ins_are_among_them():
    names = {one.model for one in registry.personal()}
    assert names >= {
        "conversations.Message",
        "conversations.Draft",
        "conversations.Feedback",
        "conversations.LaterReply",
        "conversations.ContentNotice",
        "procrastinate.ProcrastinateJob",
        "sessions.Session",
        "axes.AccessAttempt",
        "admin.LogEntry",
    }


def test_every_purpose_has_its_ground_in_law():
    used = {one.purpose for one in registry.personal()}
    assert all(registry.PURPOSES[name].article.startswith("6(1)") for name in used) and "none" not in used
    assert list(wordy(apps.get_model("conversations.Feedback"))) == ["comment"]
    assert list(ways(apps.get_model("conversations.Mark"), {"conversations.Message"})) == ["message"]
