import pytest

from chatbot.knowledge.search import search, search_articles
from chatbot.knowledge.spelling import distance, nearest

pytestmark = pytest.mark.django_db


@pytest.fixture
def shop(published):
    published("remboursement", "Remboursement", "Vous êtes remboursé en cinq jours.")
    published("donnees", "Vos données personnelles", "Nous gardons vos données trois ans.")
    published("livraison", "Livraison", "Un transporteur vous livre.")
    published("refund", "Refunds", "You get your money back.", language="en")
    published("delivery", "Delivery", "A carrier brings it.", language="en")


@pytest.mark.parametrize(
    ("query", "language", "wanted"),
    [
        ("rembousement", "fr", "remboursement"),
        ("remboursment ?", "fr", "remboursement"),
        ("mes donées", "fr", "donnees"),
        ("livriason", "fr", "livraison"),
        ("rfunds", "en", "refund"),
        ("delivrey", "en", "delivery"),
    ],
)
def test_a_misspelt_word_finds_what_is_written(site, shop, query, language, wanted):
    hit = search_articles(query, site=site, language=language)[0]
    assert hit.external_id == wanted and hit.lexical > 0.3


def test_a_misspelt_word_tells_less_than_the_word_itself(site, shop):
    slip, right = (search(query, site=site, language="fr")[0].lexical for query in ("rembousement", "remboursement"))
    assert 0 < slip < right


def test_a_word_that_the_site_knows_is_left_alone(site, published):
    published("port", "Port", "Le port est offert.")
    published("porte", "Poste", "La poste ouvre à neuf heures.")
    assert [hit.external_id for hit in search("port", site=site) if hit.lexical] == ["port"]


@pytest.mark.parametrize("query", ["2024", "xyz"])
def test_numbers_and_short_words_are_no_slips_of_others(site, published, query):
    published("a", "Année 2025", "Un xyzt.")
    assert search(query, site=site)[0].lexical == 0


def test_one_sites_words_correct_nothing_on_another(site, other_site, published):
    published("canari", "Le canari", "Il chante.", at=other_site)
    published("merle", "Le merle", "Il siffle.")
    assert search("canarri", site=site)[0].lexical == 0


def test_slips_are_counted_as_people_make_them():
    slips = ("livraison", "livriason", "livaison", "livraisson", "livreison")
    assert [distance("livraison", slip) for slip in slips] == [0, 1, 1, 1, 1]
    assert distance("abc", "") == 3
    assert nearest("donee", {"donnes": 9, "donne": 5, "done": 2}) == "donne"
    assert nearest("donee", {"bonnet": 5}) is None
    assert nearest("remboursment", {"rembours": 1, "port": 3}) == "rembours"  # the index has cut the ending off
    assert nearest("portefeuille", {"port": 3}) is None
