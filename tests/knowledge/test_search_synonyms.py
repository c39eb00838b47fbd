import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse

from chatbot.knowledge.models import Synonym
from chatbot.knowledge.search import search, search_articles

pytestmark = pytest.mark.django_db
ADD = reverse("admin:knowledge_synonym_add")


@pytest.fixture
def means(site):
    def make(words, meaning, *, at=site, language="fr"):
        return Synonym.objects.create(site=at, language=language, words=words, meaning=meaning)

    return make


@pytest.fixture
def editor(client, alice):
    alice.user_permissions.add(*Permission.objects.filter(content_type__app_label="knowledge"))
    client.force_login(alice, backend="django.contrib.auth.backends.ModelBackend")
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return client


@pytest.mark.parametrize("query", ["la carte bleue ?", "Cartes Bleues", "payer en CB"])
def test_several_words_or_an_acronym_find_what_they_stand_for(site, published, means, query):
    published("carte", "Carte bancaire", "Nous la débitons à l’envoi.")
    published("bleu", "Une lampe de couleur", "Le bleu va bien avec la carte du ciel.")
    means("carte bleue", "carte bancaire")
    means("CB", "carte bancaire")
    assert search_articles(query, site=site)[0].external_id == "carte"


def test_it_counts_both_ways(site, published, means):
    published("cnil", "La CNIL", "Elle protège.")
    means("CNIL", "Commission nationale de l'informatique et des libertés")
    assert search("Qui est la commission nationale de l’informatique et des libertés ?", site=site)[0].lexical > 0.7


def test_words_that_only_look_like_the_entry_are_left_alone(site, published, means):
    published("carte", "Carte bancaire", "Nous la débitons à l’envoi.")
    means("carte bleue", "carte bancaire")
    assert search("une lampe bleue et une carte", site=site)[0].lexical < 0.5


def test_a_synonym_belongs_to_one_site_and_one_language(site, other_site, published, means):
    published("carte", "Carte bancaire", "Nous la débitons.")
    means("bleue", "bancaire", at=other_site)
    means("bleue", "bancaire", language="en")
    assert search("bleue", site=site)[0].lexical == 0


def test_an_editor_writes_synonyms_of_their_own_site(editor, site, other_site):
    fields = {"site": site.pk, "language": "fr", "words": "CB", "meaning": "carte bancaire"}
    assert editor.post(ADD, fields).status_code == 302
    assert "already" in editor.post(ADD, {**fields, "words": "Carte Bancaire"}).text
    assert "at least one word" in editor.post(ADD, {**fields, "words": "!?"}).text
    assert editor.post(ADD, {**fields, "site": other_site.pk}).status_code == 200
    assert [str(one) for one in Synonym.objects.all()] == ["CB = carte bancaire"]


def test_a_stranger_sees_no_synonym(editor, other_site, means):
    foreign = means("canari", "serin", at=other_site)
    assert "canari" not in editor.get(reverse("admin:knowledge_synonym_changelist")).text
    assert editor.get(reverse("admin:knowledge_synonym_change", args=[foreign.pk])).status_code == 302
