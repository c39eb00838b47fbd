"""Dates and times in sentences, as people write them in the active language."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from chatbot.sites.models import Site


def day(when: date) -> str:
    """Return a date with its weekday; in French the first of a month is « 1er »."""
    return date_format(when, pgettext("the first of a month", "l j F Y") if when.day == 1 else pgettext("a date", "l j F Y"))


def moment(site: Site, when: datetime) -> str:
    """Return a date and time as the site's clocks show it."""
    local = when.astimezone(ZoneInfo(site.time_zone))
    hour = pgettext("a full hour", "G:i") if local.minute == 0 else pgettext("a time", "G:i")
    return _("%(day)s at %(time)s") % {"day": day(local), "time": date_format(local, hour)}
