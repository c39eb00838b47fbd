import pytest

from chatbot.knowledge.markdown import plain, render


def test_it_renders_what_articles_need():
    html = render("# Un\n\n## Deux\n\n**gras** et [lien](https://x.example/?a=1&b=2)\n\n- a\n- b\n\n|x|\n|-|\n|y|")
    assert html.startswith("<h2>Un</h2>\n<h2>Deux</h2>")
    assert '<a href="https://x.example/?a=1&amp;b=2" rel="noopener noreferrer">lien</a>' in html
    assert "<li>a</li>" in html and "<td>y</td>" in html


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[x](javascript:alert(1))",
        "[x](JaVaScRiPt:alert(1))",
        "[x](data:text/html,<script>)",
        "![x](https://elsewhere.example/pixel.png)",
        "<javascript:alert(1)>",
        '[x](https://x.example "onmouseover=alert(1)")',
        "<a href='https://x.example' onclick='x()'>x</a>",
        "<style>*{}</style>",
        "[x](/admin/) [y](//elsewhere.example)",
    ],
)
def test_nothing_in_it_runs_loads_or_leads_astray(text):
    html = render(text).replace("&lt;", "")
    for forbidden in ("<script", "<img", "<style", 'href="j', 'href="d', 'href="/', ' onclick="', " title="):
        assert forbidden not in html


def test_it_says_an_image_in_its_words():
    assert render("![La lampe](https://x.example/a.png)") == "<p>La lampe</p>\n"


def test_plain_text_has_no_marks():
    assert plain("**Trente** jours, [ici](https://x.example).") == "Trente jours, ici."
