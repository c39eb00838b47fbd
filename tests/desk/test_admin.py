import pytest
from django.urls import reverse

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin_client(client, alice):
    alice.is_superuser = True
    alice.save()
    client.force_login(alice, backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_it_keeps_the_desk_from_visitors(client):
    answer = client.get("/admin/desk/")
    assert answer.status_code == 302
    assert answer["location"].startswith("/admin/login/")


def test_it_shows_the_desk_to_an_adviser_without_further_rights(client, alice):
    client.force_login(alice, backend="django.contrib.auth.backends.ModelBackend")
    page = client.get("/admin/desk/", headers={"accept-language": "en"})
    assert page.status_code == 200
    assert "Adviser desk" in page.text and "desk/desk.js" in page.text


def test_it_leads_from_the_index_to_the_desk(admin_client, site, make_conversation):
    make_conversation(site, status="waiting")
    page = admin_client.get("/admin/", headers={"accept-language": "en"}).text
    assert 'href="/admin/desk/"' in page
    assert "1 customer is waiting for a person." in page


def test_it_counts_only_the_advisers_own_sites(client, alice, charlies_conversation):
    client.force_login(alice, backend="django.contrib.auth.backends.ModelBackend")
    assert "Nobody is waiting" in client.get("/admin/", headers={"accept-language": "en"}).text


@pytest.mark.parametrize("model", ["conversation", "message", "turn"])
def test_it_shows_facts_and_lets_nobody_change_them(admin_client, model):
    assert admin_client.get(reverse(f"admin:conversations_{model}_changelist")).status_code == 200
    assert admin_client.get(reverse(f"admin:conversations_{model}_add")).status_code == 403


def test_it_shows_a_conversation_with_its_messages(admin_client, site, make_conversation, running_turn):
    conversation = make_conversation(site, texts=["<script>alert(1)</script>"])
    turn = running_turn(conversation)
    page = admin_client.get(reverse("admin:conversations_conversation_change", args=[conversation.pk])).text
    assert "&lt;script&gt;alert(1)" in page and "<script>alert(1)" not in page
    assert admin_client.get(reverse("admin:conversations_turn_change", args=[turn.pk])).status_code == 200


def test_it_hides_facts_of_foreign_sites_from_staff_with_rights(client, alice, charlies_conversation):
    from django.contrib.auth.models import Permission

    alice.user_permissions.add(*Permission.objects.filter(codename__startswith="view_"))
    client.force_login(alice, backend="django.contrib.auth.backends.ModelBackend")
    page = client.get(reverse("admin:conversations_conversation_changelist")).text
    assert charlies_conversation.reference not in page


def test_it_shows_the_line_to_embed(admin_client, site):
    page = admin_client.get(reverse("admin:sites_site_change", args=[site.pk])).text
    assert f"data-site=&quot;{site.public_key}&quot;" in page


def test_it_can_add_an_adviser(admin_client, site):
    answer = admin_client.post(
        reverse("admin:conversations_adviser_add"),
        {
            "username": "claire",
            "first_name": "Claire",
            "usable_password": "true",
            "password1": "une phrase assez longue",
            "password2": "une phrase assez longue",
            "is_staff": "on",
            "sites": [site.pk],
        },
    )
    assert answer.status_code == 302
    assert site.advisers.filter(username="claire").exists()
