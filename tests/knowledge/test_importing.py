import json

import pytest
from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

from chatbot.knowledge import articles
from chatbot.knowledge.importing.importer import LONGEST_TEXT
from chatbot.knowledge.models import Article, ArticleVersion, Passage
from chatbot.sites.models import Site

pytestmark = pytest.mark.django_db
GOOD = {
    "id": "1",
    "title": "Livraison",
    "text": "La livraison prend trois jours.",
    "theme": "Achats",
    "url": "https://x.example/1",
}


def jsonl(path, *lines):
    path.write_bytes(b"\n".join(line if isinstance(line, bytes) else json.dumps(line).encode() for line in lines))
    return path


def pdf(path, text, password=""):
    writer = PdfWriter()
    page = writer.add_blank_page(200, 200)
    font = {"/Type": "/Font", "/Subtype": "/Type1", "/BaseFont": "/Helvetica"}
    fonts = DictionaryObject({NameObject("/F1"): DictionaryObject({NameObject(k): NameObject(v) for k, v in font.items()})})
    page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
    stream = DecodedStreamObject()
    stream.set_data(f"BT /F1 12 Tf 10 100 Td ({text}) Tj ET".encode() if text else b"")
    page[NameObject("/Contents")] = stream
    if password:
        writer.encrypt(password)
    writer.write(path)
    return path


def only(site="lune"):
    article = Article.objects.select_related("published").get(site__slug=site)
    assert article.published is not None
    return article


def test_it_imports_jsonl(site, tmp_path, imported):
    assert imported(jsonl(tmp_path / "a.jsonl", b"\xef\xbb\xbf" + json.dumps(GOOD).encode(), b"")) == (
        True,
        "1/1 articles\n1 new, 0 changed, 0 unchanged, 0 rejected.\n",
    )
    article = only()
    assert (article.external_id, article.language, article.theme, article.url) == ("1", "fr", "Achats", "https://x.example/1")
    assert (article.published.title, article.published.body) == ("Livraison", "La livraison prend trois jours.")


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_it_imports_csv_with_the_usual_separators(site, tmp_path, imported, separator):
    rows = [["ID", "title", "text"], ["a", "Retours", '"Ligne une\nligne deux, suite ; fin"']]
    (tmp_path / "a.csv").write_text("\n".join(separator.join(row) for row in rows))
    assert imported(tmp_path / "a.csv")[0]
    assert only().published.body == "Ligne une\nligne deux, suite ; fin"


def test_it_takes_long_texts_from_csv(site, tmp_path, imported):
    (tmp_path / "a.csv").write_text('id,text\na,"' + "mot " * 50_000 + '"')
    assert imported(tmp_path / "a.csv")[0]


def test_it_imports_a_folder_of_markdown(site, tmp_path, imported):
    (tmp_path / "aide").mkdir()
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "hidden.md").write_text("# Caché\n\nNon.")
    (tmp_path / "aide" / "retours.md").write_text("# Retours\r\n\r\nTrente jours.\r\n")
    (tmp_path / "delivery.md").write_text(
        '---\ntitle: "Delivery: how long"\nlang: en\nurl: https://x.example/d\n---\nThree days.'
    )
    (tmp_path / "sans-titre.md").write_text("Juste un texte.")
    assert imported(tmp_path)[0]
    found = {article.external_id: article for article in Article.objects.select_related("published")}
    assert set(found) == {"aide/retours", "delivery", "sans-titre"}
    assert (found["aide/retours"].published.title, found["aide/retours"].published.body) == ("Retours", "Trente jours.")
    assert (found["delivery"].published.title, found["delivery"].language) == ("Delivery: how long", "en")
    assert found["delivery"].url == "https://x.example/d"
    assert found["sans-titre"].published.title == "sans-titre"


def test_it_imports_the_main_part_of_html_and_loses_none_of_its_words(site, tmp_path, imported):
    (tmp_path / "page.html").write_text(
        '<!doctype html><html lang="en-GB"><head><title>Site</title><style>p{}</style></head><body><nav>Menu</nav><main>'
        "<h1>Returns</h1>Bare words. <div>In a div <p>Then a <b>para</b>graph.</p> after it</div><h2>Costs</h2>"
        "<ul><li>outer <ul><li>inner</li></ul></li></ul><table><tr><td><p>a</p></td><td>b</td></tr></table>"
        "<!-- secret --><script>alert(1)</script></main><footer>Foot</footer></body></html>"
    )
    assert imported(tmp_path / "page.html")[0]
    article = only()
    assert (article.external_id, article.language, article.published.title) == ("page", "en", "Returns")
    assert article.published.body.split("\n\n") == [
        *("Bare words.", "In a div", "Then a paragraph.", "after it", "## Costs", "- outer", "- inner", "a | b"),
    ]


def test_it_imports_pdf(site, tmp_path, imported):
    assert imported(pdf(tmp_path / "notice.pdf", "Branchez la lampe."))[0]
    assert (only().external_id, only().published.title, only().published.body) == ("notice", "notice", "Branchez la lampe.")


BAD = {
    "a number": ({"id": "x", "text": 3.5}, "is not a text"),
    "a truth value": ({"id": True, "text": "Oui"}, "is not a text"),
    "no id": ({"text": "Oui."}, "has no “id”"),
    "no text": ({"id": "x", "text": "  \n"}, "has no “text”"),
    "no word": ({"id": "x", "text": "…"}, "without a single word"),
    "NUL": ({"id": "x", "text": "a\0b"}, "U+0000"),
    "an escape": ({"id": "x", "text": "a\x1bb"}, "U+001B"),
    "half a character": (b'{"id": "x", "text": "\\ud800"}', "U+D800"),
    "1 MB": ({"id": "x", "text": "mot " * 250_000}, f"at most {LONGEST_TEXT}"),
    "a long id": ({"id": "x" * 201, "text": "Oui."}, "at most 200"),
    "a long title": ({"id": "x", "title": "t" * 501, "text": "Oui."}, "at most 500"),
    "a script's address": ({"id": "x", "text": "Oui.", "url": "javascript:alert(1)"}, "not http(s)"),
    "an unknown language": ({"id": "x", "text": "Ja.", "lang": "de"}, "known are fr, en"),
    "a list": (b"[1]", "is not a JSON object"),
    "broken JSON": (b'{"id": "x"', "is not JSON"),
    "deep JSON": (b"[" * 100_000, "is not JSON"),
    "bytes": (b'{"id": "x", "text": "\xff"}', "is not UTF-8 (byte 22)"),
    "the id of another": (GOOD, "has the id '1' of a.jsonl, line 1"),
}


@pytest.mark.parametrize("name", BAD)
def test_it_rejects_a_bad_line_by_its_number_and_takes_the_good_ones(site, tmp_path, imported, name):
    line, reason = BAD[name]
    done, said = imported(jsonl(tmp_path / "a.jsonl", GOOD, line, {**GOOD, "id": "3"}))
    assert not done
    assert "a.jsonl, line 2: " in said and reason in said
    assert "2 new, 0 changed, 0 unchanged, 1 rejected." in said
    assert list(Article.objects.order_by("pk").values_list("external_id", flat=True)) == ["1", "3"]


FILES = {
    "broken.pdf": (b"%PDF-1.7 nothing of the kind", "is not a readable PDF"),
    "empty.pdf": (b"", "is not a readable PDF"),
    "latin.md": ("été".encode("latin-1"), "is not UTF-8 (byte 1)"),
    "latin.html": ("<p>été</p>".encode("latin-1"), "is not UTF-8"),
    "latin.csv": ("id,text\n1,été".encode("latin-1"), "is not UTF-8"),
    "bare.csv": (b"a,b\n1,2", "has no columns"),
    "open.csv": (b'id,text\n1,"never closed', "is broken"),
    "short.csv": (b"id,title,text\n1,2", "has not as many cells"),
    "empty.csv": (b"", "holds no article"),
    "empty.jsonl": (b"\n\n", "holds no article"),
    "empty.md": (b"", "has no “text”"),
    "empty.html": (b"<html></html>", "has no “text”"),
    "what.docx": (b"PK", "is of no known kind"),
}


@pytest.mark.parametrize("name", FILES)
def test_it_names_a_bad_file_and_stores_nothing_of_it(tmp_path, imported, db, name):
    content, reason = FILES[name]
    (tmp_path / name).write_bytes(content)
    done, said = imported(tmp_path / name)
    assert not done and name in said and reason in said
    assert not Site.objects.exists() and not Article.objects.exists()


def test_it_says_what_hinders_reading_a_pdf(site, tmp_path, imported):
    assert "password" in imported(pdf(tmp_path / "a.pdf", "x", password="s"))[1]
    assert "only pictures" in imported(pdf(tmp_path / "b.pdf", ""))[1]


def test_it_says_that_there_is_nothing_to_read(site, tmp_path, imported):
    assert "does not exist" in imported(tmp_path / "nowhere.jsonl")[1]
    assert "no file of a known kind" in imported(tmp_path)[1]


def test_it_creates_a_missing_site_and_says_so(tmp_path, imported, db):
    done, said = imported(jsonl(tmp_path / "a.jsonl", GOOD), site="atelier-nord")
    assert done and "“atelier-nord” is new" in said and "“Atelier Nord”" in said
    assert Site.objects.get().company == "Atelier Nord"
    assert "is new" not in imported(tmp_path / "a.jsonl", site="atelier-nord")[1]


def test_it_refuses_a_name_that_cannot_be_a_site(tmp_path, imported, db):
    assert "cannot name a site" in imported(jsonl(tmp_path / "a.jsonl", GOOD), site="pas bon !")[1]


def test_the_language_asked_for_comes_before_the_articles_own_and_the_sites(site, tmp_path, imported):
    path = jsonl(tmp_path / "a.jsonl", {**GOOD, "lang": "en"})
    imported(path, language="fr")
    assert only().language == "fr"
    assert "1 changed" in imported(path)[1]
    assert only().language == "en"
    assert set(Passage.objects.values_list("language", flat=True)) == {"en"}


def test_it_imports_again_without_another_version_or_embedding(site, tmp_path, imported, embedder):
    path = jsonl(tmp_path / "a.jsonl", GOOD, {**GOOD, "id": "2"})
    imported(path)
    embedder.embedded.clear()
    assert "0 new, 0 changed, 2 unchanged" in imported(path)[1]
    assert (Article.objects.count(), ArticleVersion.objects.count(), embedder.embedded) == (2, 2, [])


def test_it_makes_a_version_of_what_changed_only(site, tmp_path, imported):
    imported(jsonl(tmp_path / "a.jsonl", GOOD, {**GOOD, "id": "2"}))
    assert "0 new, 1 changed, 1 unchanged" in imported(jsonl(tmp_path / "a.jsonl", GOOD, {**GOOD, "id": "2", "text": "Deux."}))[1]
    article = Article.objects.get(external_id="2")
    assert [version.body for version in article.versions.all()] == ["Deux.", GOOD["text"]]
    assert article.published.body == "Deux."


def test_a_new_address_needs_no_new_version(site, tmp_path, imported, embedder):
    imported(jsonl(tmp_path / "a.jsonl", GOOD))
    embedder.embedded.clear()
    assert "1 changed" in imported(jsonl(tmp_path / "a.jsonl", {**GOOD, "url": "https://x.example/new"}))[1]
    assert (only().url, only().published.number, embedder.embedded) == ("https://x.example/new", 1, [])


@pytest.mark.parametrize("step", ["_index", "_store", "_search_vector"])
def test_an_import_that_was_killed_leaves_whole_articles_and_completes(site, tmp_path, imported, monkeypatch, step):
    path = jsonl(tmp_path / "a.jsonl", *({**GOOD, "id": str(number)} for number in range(4)))
    real, calls = getattr(articles, step), []

    def killed(*arguments):
        calls.append(arguments)
        if len(calls) == 3:
            raise KeyboardInterrupt
        return real(*arguments)

    with monkeypatch.context() as patch:
        patch.setattr(articles, step, killed)
        with pytest.raises(KeyboardInterrupt):
            imported(path)
    assert Article.objects.count() == Article.objects.filter(published__passages__isnull=False).count() == 2
    assert ArticleVersion.objects.count() == 2
    assert "2 new, 0 changed, 2 unchanged" in imported(path)[1]
    assert Article.objects.filter(published__passages__isnull=False).count() == 4
