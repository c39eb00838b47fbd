"""Passwords of staff follow the CNIL's recommendation 2022-100."""

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from chatbot.serving.accounts import new_password


@pytest.mark.parametrize(
    "password",
    ["Kx7!fq-Tz2#w", "Kx7fqTz2wLm9pR", "une phrase assez longue", "correct horse battery", new_password()],
)
def test_it_takes_what_the_recommendation_allows(password):
    validate_password(password)


@pytest.mark.parametrize(
    "password",
    [
        "Kx7!fq-Tz2#",
        "kx7fqtz2wlm9",
        "kxfqtzwlmprtyd",
        "aaaaaaaaaaaaaaaaaaaaaaaaa",
        "Ab1!Ab1!Ab1!Ab1!",
        "azertyuiopqs",
        "718293640517",
    ],
)
def test_it_refuses_what_is_too_easy_and_says_what_would_do(password):
    with pytest.raises(ValidationError) as refused:
        validate_password(password)
    assert "".join(refused.value.messages)
