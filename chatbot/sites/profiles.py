"""The laws of a trade or a country that a site may add to those of every site; several may hold at a time."""

import re
from datetime import date, timedelta

import holidays
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

SPAIN_DAYS = 15  # working days in which Ley 10/2025 wants a query resolved
PREMIUM = re.compile(r"80[3679]|90[57]|118|11[78]\d")  # numbers of Spain that cost more than an ordinary call


class Profile(models.TextChoices):
    """What applies to the site beyond the rules for all."""

    FINANCE = "finance", gettext_lazy("Financial services at a distance (a person before and after the contract, with evidence)")
    SPAIN = "spain", gettext_lazy("Customers in Spain (Ley 10/2025: query key, copy, 15 working days)")
    PLATFORM = "platform", gettext_lazy("Platform or host (Digital Services Act: contacts, notices of illegal content)")


def refuse_premium(phone: str) -> None:
    """Refuse a Spanish number that costs extra; raises ValidationError."""
    digits = re.sub(r"\D", "", phone.strip())
    national = re.sub(r"^(?:00)?34(?=\d{9}$|118)", "", digits)
    is_spanish = national != digits or not phone.strip().startswith(("+", "00"))
    if is_spanish and len(national) in {3, 5, 9} and PREMIUM.match(national):
        raise ValidationError(
            _("%(phone)s is a premium-rate number: in Spain customers must be served on one that costs no extra.")
            % {"phone": phone}
        )


def spain_answer_by(today: date) -> date:
    """Return the fifteenth working day after today: Saturdays, Sundays and the national holidays of Spain do not count."""
    closed = holidays.country_holidays("ES", years=(today.year, today.year + 1))
    left, day = SPAIN_DAYS, today
    while left:
        day += timedelta(days=1)
        left -= day.weekday() < 5 and day not in closed
    return day
