"""The AI-literacy register: what training each member of staff had, who had none, and the file to hand over."""

import csv
import io
import json
from datetime import date, timedelta

import pytest
from django.contrib.auth.models import Permission
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.utils import timezone

from compliance.models import Training
from tests.conftest import adviser

pytestmark = pytest.mark.django_db
LIST = "/admin/compliance/training/"


def trained(person, **facts):
    facts = {"held_on": date(2026, 3, 9), "content": "Limites de l’IA", "minutes": 90, "given_by": "Institut Lune", **facts}
    return Training.objects.create(person=person, **facts)


def rows(text):
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))


@pytest.fixture
def keeper(client, site):
    """Somebody of Lune who keeps the register, signed in."""
    person = adviser("keeper", site)
    person.user_permissions.set(Permission.objects.filter(content_type__app_label="compliance", codename__endswith="_training"))
    client.force_login(person)
    return person


def test_an_adviser_without_any_training_is_named_in_the_list(client, keeper, alice, bob):
    for person in (alice, keeper):
        trained(person)
    page = client.get(LIST, headers={"accept-language": "fr"}).text
    assert "Sans aucune formation au registre (1) : bob" in page or "Sans aucune formation au registre (1) : Bob" in page


def test_when_everybody_was_trained_nothing_is_said(client, keeper, alice):
    for person in (alice, keeper):
        trained(person)
    assert "Sans aucune formation" not in client.get(LIST, headers={"accept-language": "fr"}).text


def test_who_left_and_who_is_no_staff_is_not_missed(client, keeper, alice, bob):
    trained(keeper)
    alice.is_active, bob.is_staff = False, False
    alice.save(), bob.save()
    assert "Sans aucune formation" not in client.get(LIST, headers={"accept-language": "fr"}).text


def test_the_selected_entries_are_exported_as_csv(client, keeper, alice):
    entry = trained(alice, content='Limites, "contrôles" et arrêt')
    answer = client.post(LIST, {"action": "export_csv", "_selected_action": [entry.pk]})
    assert answer["Content-Type"] == "text/csv; charset=utf-8" and "literacy-register.csv" in answer["Content-Disposition"]
    assert rows(answer.content.decode()) == [
        {
            "date": "2026-03-09",
            "person": "Alice",
            "role": "adviser",
            "content": 'Limites, "contrôles" et arrêt',
            "minutes": "90",
            "given_by": "Institut Lune",
        }
    ]


def test_no_cell_is_a_formula(client, keeper, alice):
    entry = trained(alice, given_by="=HYPERLINK(1)")
    answer = client.post(LIST, {"action": "export_csv", "_selected_action": [entry.pk]})
    assert rows(answer.content.decode())[0]["given_by"] == "'=HYPERLINK(1)"


def test_another_companys_people_are_neither_listed_nor_named_nor_exported(client, keeper, charlie):
    entry = trained(charlie)
    page = client.get(LIST).text
    assert "Institut Lune" not in page and "harlie" not in page
    assert "harlie" not in client.get(f"{LIST}add/").text
    answer = client.post(LIST, {"action": "export_csv", "_selected_action": [entry.pk]})
    assert rows(answer.content.decode()) == []


def test_who_may_not_see_the_register_sees_nothing_of_it(client, alice):
    trained(alice)
    client.force_login(alice)
    assert client.get(LIST).status_code == 403


@pytest.mark.parametrize("facts", [{"held_on": timezone.localdate() + timedelta(days=2)}, {"minutes": 0}, {"content": ""}])
def test_an_impossible_entry_is_refused(alice, facts):
    entry = Training(person=alice, **{"held_on": date(2026, 3, 9), "content": "x", "minutes": 5, "given_by": "y", **facts})
    with pytest.raises(ValidationError) as refused:
        entry.full_clean()
    assert set(refused.value.message_dict) >= set(facts)


def test_the_register_is_part_of_the_conformity_pack(tmp_path, monkeypatch, site, alice, bob, charlie):
    monkeypatch.setattr("compliance.conformity.pack.described", lambda: None)
    trained(alice)
    trained(charlie)
    call_command("conformity_pack", str(tmp_path / "pack"), "--site", "lune")
    assert [row["person"] for row in rows((tmp_path / "pack" / "literacy-register.csv").read_text())] == ["Alice"]
    facts = json.loads((tmp_path / "pack" / "literacy-register.json").read_text())
    assert [row["person"] for row in facts["trainings"]] == ["Alice"] and facts["without_training"] == ["Bob"]
    french = (tmp_path / "pack" / "literacy-register.fr.md").read_text()
    assert "* Bob\n" in french and "| Alice | répond aux clients | Limites de l’IA | 90 | Institut Lune |" in french
    assert "harlie" not in french
    assert '"staff_without_training": 1' in (tmp_path / "pack" / "pack.json").read_text()
