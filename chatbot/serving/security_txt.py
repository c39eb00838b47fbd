"""/.well-known/security.txt (RFC 9116): where whoever finds a vulnerability tells the company."""

from datetime import UTC, datetime, time, timedelta
from typing import Any

from django.core.checks import CheckMessage, Error, Warning
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from chatbot import conf

LONGEST = timedelta(days=366)
HINT = "Give a date within a year, and look at the contact again when it comes: GUICHET_SECURITY_EXPIRES=2027-06-30."


@require_safe
def security_txt(request: HttpRequest) -> HttpResponse:
    """Show contact and expiry; there is no such page until both are set."""
    told = conf.load().security
    if not told.contact or told.expires is None:
        raise Http404
    lines = {
        "Contact": told.contact,
        "Expires": datetime.combine(told.expires, time.max, UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "Preferred-Languages": "fr, en",
        "Canonical": f"{conf.load().web.public_url}{request.path}",
        **({"Policy": told.policy} if told.policy else {}),
    }
    text = "".join(f"{name}: {value}\n" for name, value in lines.items())
    return HttpResponse(text, content_type="text/plain; charset=utf-8")


def check_security_txt(app_configs: Any, **options: Any) -> list[CheckMessage]:
    """Return what is wrong when security.txt has a contact and no date that still holds."""
    told, today = conf.load().security, timezone.now().date()
    if not told.contact:
        return []
    if told.expires is None:
        return [Error("GUICHET_SECURITY_CONTACT is set without GUICHET_SECURITY_EXPIRES.", hint=HINT, id="guichet.E021")]
    if not today <= told.expires <= today + LONGEST:
        problem = f"security.txt ends on {told.expires}: that is past, or more than a year away."
        return [Warning(problem, hint=HINT, id="guichet.W022")]
    return []
