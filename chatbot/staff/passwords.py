"""The password rule of the CNIL (recommendation 2022-100): about 80 bits, counted from the characters used."""

import math
import re

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

BITS = 79  # its examples: 12 characters of all four kinds make 79.5, 14 of letters and digits 83
LOWER = UPPER = 26
DIGITS = 10
OTHERS = 37  # special characters that the recommendation counts
SENTENCE = _(
    "The password is too easy to guess. Use 12 characters with capital and small letters, digits and special characters, "
    "or 14 with letters and digits, or a sentence of your own."
)


class CNILPasswordValidator:
    """Refuses passwords below the CNIL's measure; the same character or pair of characters over and over counts once."""

    def validate(self, password: str, user: AbstractBaseUser | None = None) -> None:
        """Raise ValidationError with a sentence that says what would do."""
        if bits(password) < BITS:
            raise ValidationError(str(SENTENCE), code="password_too_guessable")

    def get_help_text(self) -> str:
        """Return the rule as people read it before they choose."""
        return str(_("12 characters of all four kinds, 14 with capitals, small letters and digits, or a sentence of your own."))


def bits(password: str) -> float:
    """Return the entropy that a random password of this length and these kinds of characters would have."""
    once = re.sub(r"(.{1,4}?)\1+", r"\1", password)
    alphabet = LOWER * any(map(str.islower, once)) + UPPER * any(map(str.isupper, once))
    alphabet += DIGITS * any(map(str.isdigit, once)) + OTHERS * any(not char.isalnum() for char in once)
    return len(once) * math.log2(alphabet) if alphabet else 0.0
