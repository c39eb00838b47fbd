import pytest

from chatbot.knowledge.articles import Draft, publish, save_draft, withdraw
from chatbot.knowledge.models import ArticleVersion
from chatbot.knowledge.search import search, search_articles

pytestmark = pytest.mark.django_db
CANARY = "Le canari de Soleil chante à minuit."


def found(query, site, **options):
    return [hit.external_id for hit in search_articles(query, site=site, **options)]


def test_it_finds_the_article_that_answers_first(site, published):
    published("retours", "Retourner un article", "Vous avez trente jours pour renvoyer une lampe.")
    published("livraison", "Délais de livraison", "La livraison prend trois jours ouvrés.")
    hit = search_articles("Combien de jours pour renvoyer ma lampe ?", site=site)[0]
    assert (hit.external_id, hit.title, hit.language) == ("retours", "Retourner un article", "fr")
    assert hit.text == "Vous avez trente jours pour renvoyer une lampe."
    assert 0 <= hit.lexical <= 1 and 0 <= hit.score <= 1 and -1 <= hit.semantic <= 1


@pytest.mark.parametrize("query", ["DELAIS de livraison", "délais", "delai livraisons"])
def test_accents_case_and_endings_do_not_matter(site, published, query):
    published("livraison", "Délais de livraison", "Trois jours.")
    assert search(query, site=site)[0].lexical > 0.5


def test_a_word_of_the_title_counts_more_than_one_of_the_text(site, published):
    published("titre", "Garantie des lampes", "Deux ans.")
    published("texte", "Autre sujet du site", "La garantie des lampes dure deux ans.")
    first, second = search_articles("garantie lampes", site=site)
    assert (first.external_id, second.external_id) == ("titre", "texte")
    assert first.lexical > second.lexical


def test_every_passage_of_another_site_stays_there(site, other_site, published):
    published("canari", "Le canari", CANARY, at=other_site)
    published("retours", "Retours", "Trente jours.")
    for query in (CANARY, "canari", "canari de Soleil", "minuit ' OR 1=1 --", "chante:*"):
        assert found(query, site) == ["retours"]
        assert all(hit.text != CANARY for hit in search(query, site=site, limit=100))
    assert found("canari", other_site) == ["canari"]


def test_only_what_is_published_is_found(site, published):
    draft = save_draft(site, Draft("canari", "fr", "Le canari", CANARY))
    assert found("canari", site) == []
    publish(draft)
    assert found("canari", site) == ["canari"]
    newer = save_draft(site, Draft("canari", "fr", "Le merle", "Le merle siffle."))
    assert [hit.version_id for hit in search("merle", site=site)] == [draft.pk]
    publish(newer)
    assert [hit.text for hit in search("canari", site=site)] == ["Le merle siffle."]
    withdraw(newer.article)
    assert found("merle", site) == []
    assert ArticleVersion.objects.count() == 2


def test_the_language_is_a_filter_and_may_be_left_open(site, published):
    published("fr", "Retours", "Vous avez trente jours.", language="fr")
    published("en", "Returns", "You have thirty days to return it.", language="en")
    assert found("returning thirty days", site, language="en") == ["en"]
    assert found("returning thirty days", site, language="fr") == ["fr"]
    assert found("returning thirty days", site) == ["en", "fr"]


def test_articles_are_folded_however_many_passages_they_have(site, published):
    published("long", "Lampes", " ".join(f"La lampe numéro {n} est belle et elle éclaire bien." for n in range(400)))
    published("court", "Ampoules", "Changez l’ampoule.")
    assert sorted(found("lampe belle éclaire", site)) == ["court", "long"]
    assert len(search("lampe belle éclaire", site=site, limit=10)) == 10


@pytest.mark.parametrize(
    "query",
    [
        "",
        "  ",
        "\0",
        "?",
        "' \\ \" & | ! ( ) : *",
        "mot " * 100_000,
        "é" * 5000,
        "🙂",
        "a\0b",
        "مرحبا بكم",
        "où is мой 包裹 ?",
        "lampe <-> :* !lampe",
        "lampe' | 'x':A",
        "\\'lampe\\",
        "x" * 10_000,
        "qu’est-ce que c’est",
        "\u202elampe",
        "zzqx " * 2000,
    ],
)
def test_it_bears_any_query(site, published, query):
    published("a", "Lampes", "La lampe.")
    assert len(search(query, site=site)) in {0, 1}


def test_an_empty_site_has_no_answer(site):
    assert search("lampe", site=site) == []


def test_a_title_counts_in_meaning_unless_it_is_the_texts_first_words(site, embedder):
    publish(save_draft(site, Draft("a", "fr", "Vous avez…", "Vous avez trente jours.")))
    publish(save_draft(site, Draft("b", "fr", "Retours", "Vous avez trente jours.")))
    assert embedder.embedded == ["Vous avez…. Vous avez trente jours.", "Retours. Vous avez trente jours.", "Retours"]
    meaning = {hit.external_id: hit.semantic for hit in search("retours", site=site)}
    assert meaning["b"] > meaning["a"]
