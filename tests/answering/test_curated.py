import pytest
from asgiref.sync import sync_to_async

from chatbot.knowledge import written
from chatbot.knowledge.models import WrittenAnswer
from tests.answering.test_answer import Model, ask
from tests.knowledge.conftest import embedder, published  # noqa: F401

pytestmark = pytest.mark.django_db(transaction=True)
ASKED = "Avez-vous un magasin à Lyon ?"


@pytest.fixture
def give(site):
    """Publish a written answer to these phrasings."""

    def make(*phrasings, source=None):
        made = WrittenAnswer.objects.create(site=site, language="fr", text="Oui, **rue Mercière**.", source=source)
        written.keep_phrasings(made, phrasings)
        written.publish(made, by=None)
        return made

    return sync_to_async(make)


async def test_a_written_answer_goes_first_word_for_word_and_without_the_model(site, give):
    model = Model("Inventé.")
    made = await give(ASKED)
    found = await ask(site, "avez-vous un magasin à lyon", model)
    assert (found.text, found.status, found.origin, found.sources, model.asked) == (
        "Oui, **rue Mercière**.",
        "answered",
        "fixed",
        (),
        [],
    )
    assert found.trace["written_answer"]["id"] == made.pk and found.trace["written_answer"]["phrasing"] == ASKED
    assert found.trace["mode"] == "written" and found.trace["model"] is None


async def test_it_names_its_source_only_while_that_is_published(site, give, published):  # noqa: F811
    article = await sync_to_async(published)("magasin", "Notre magasin", "Il est à Lyon.", url="https://lune.example/magasin")
    await give(ASKED, source=article)
    found = await ask(site, ASKED)
    assert [(one.id, one.title, one.url) for one in found.sources] == [
        ("magasin", "Notre magasin", "https://lune.example/magasin")
    ]
    article.published = None
    await article.asave(update_fields=["published"])
    assert (await ask(site, ASKED)).sources == ()


async def test_the_guards_still_come_first(site, give):
    await give("Je veux parler à un conseiller")
    assert (await ask(site, "Je veux parler à un conseiller")).status == "human"


async def test_any_other_question_is_searched(site, give):
    await give(ASKED)
    assert (await ask(site, "Comment retourner une lampe ?")).status == "not_found"
