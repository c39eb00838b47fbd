import pytest

from chatbot.answering.links import may_lead_to
from chatbot.knowledge.markdown import render
from chatbot.sites.models import Site

SITE = Site(
    slug="lune", company="Maison Lune", allowed_origins=["https://www.lune.example"], contact_email="aide@courrier.example"
)
ARTICLE = "https://aide.lune.example/retours"


@pytest.mark.parametrize(
    ("url", "leads"),
    [
        ("https://www.lune.example/x", True), ("https://lune.example/", True), (ARTICLE, True), ("mailto:aide@courrier.example", True), ("tel:+33100000000", True),
        ("https://evil.example/", False), ("https://lune.example.evil.example/", False), ("https://lune.example@evil.example/", False), ("mailto:x@evil.example", False),
        ("https://evil.example/?lune.example", False), ("https://[bad", False),
    ],
)  # fmt: skip
def test_a_link_leads_to_the_companys_own_hosts_only(url, leads):
    assert may_lead_to(SITE, [ARTICLE])(url) is leads
    assert ("href" in render(f"[ici](<{url}>)", may_lead_to(SITE, [ARTICLE]))) is leads
    assert "ici" in render(f"[ici](<{url}>)", may_lead_to(SITE, [ARTICLE]))
