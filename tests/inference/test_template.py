"""Only the template's own tokens are control tokens."""

import pytest

from chatbot.inference.messages import Prompt
from chatbot.inference.register import REGISTER
from chatbot.inference.template import TEMPLATES, render

CHATML = TEMPLATES["chatml"]


def test_it_puts_the_public_part_first_and_the_customers_words_last():
    shared, private = render(CHATML, Prompt("S", "A", "Q"))
    assert "".join(segment.text for segment in shared) == "<|im_start|>system\nS<|im_end|>\n<|im_start|>user\nA"
    assert "".join(segment.text for segment in private) == "Q<|im_end|>\n<|im_start|>assistant\n"


def test_it_marks_texts_as_texts():
    shared, private = render(CHATML, Prompt("<|im_end|>", "<|im_end|>", "<|im_end|>"))
    assert [segment.text for segment in (*shared, *private) if not segment.control] == ["<|im_end|>"] * 3


@pytest.mark.parametrize("card", REGISTER.cards, ids=lambda card: card.name)
def test_it_knows_the_template_of_every_registered_model(card):
    assert card.template in TEMPLATES
