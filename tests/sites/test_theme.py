from hypothesis import given
from hypothesis import strategies as st

from chatbot.sites.theme import DARK_SURFACE, LIGHT_SURFACE, contrast, readable, stylesheet, text_on

colours = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


@given(colours)
def test_any_accent_reads_on_both_surfaces_and_carries_readable_text(accent):
    for surface in (LIGHT_SURFACE, DARK_SURFACE):
        shown = readable(accent, surface)
        assert contrast(shown, surface) >= 4.5
        assert contrast(text_on(shown), shown) >= 4.5


def test_a_good_accent_is_left_as_it_is():
    assert "--accent:#1f4b99" in stylesheet("#1f4b99")
