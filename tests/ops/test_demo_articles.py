import re

import pytest

from chatbot.demo.content import ARTICLES, install
from chatbot.knowledge.importing.documents import read_markdown

AMOUNT = re.compile(r"€[\d,.]+|[\d, .]+€")


def articles(language):
    return [next(iter(read_markdown(path, path.name))).fields for path in sorted((ARTICLES / language).glob("*.md"))]


def amounts(article):
    """Return the sums of money of an article, written alike in both languages."""
    found = AMOUNT.findall(article["text"].replace("\N{NO-BREAK SPACE}", " "))
    return sorted(re.sub(r"[€ ]", "", one).replace(",", ".").strip(".") for one in found)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_each_article_says_what_it_is_and_is_neither_too_short_nor_too_long(language):
    found = articles(language)
    assert len(found) >= 15
    assert len({article["id"] for article in found}) == len(found)
    for article in found:
        assert article["title"] and article["theme"] and article["language"] == language
        assert article["url"].startswith("https://www.maison-lune.example/")
        assert 80 <= len(article["text"].split()) <= 250, article["id"]


def test_both_languages_state_the_same_prices():
    in_french = sorted(filter(None, map(amounts, articles("fr"))))
    in_english = sorted(filter(None, map(amounts, articles("en"))))
    assert [sum(len(one) for one in in_french)] == [sum(len(one) for one in in_english)]


def test_french_is_set_as_french_is():
    for path in (ARTICLES / "fr").glob("*.md"):
        text = path.read_text().split("---", 2)[2]
        assert "'" not in text, path.name
        assert not re.search(r" [;?!»€]| :", text), path.name


@pytest.mark.django_db
def test_the_demo_is_installed_once_and_knows_where_its_widget_stands():
    site = install(["http://127.0.0.1:8000"])
    count = site.articles.count()
    again = install(["http://127.0.0.1:8000", "http://127.0.0.1:8100"])
    assert (again.pk, again.articles.count()) == (site.pk, count)
    assert again.allowed_origins == ["http://127.0.0.1:8000", "http://127.0.0.1:8100"]
