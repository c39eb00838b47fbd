"""What a deployment should ask of its staff, and does not."""

from typing import Any

from django.core.checks import CheckMessage, Warning

from chatbot import conf


def check_second_factor(app_configs: Any, **options: Any) -> list[CheckMessage]:
    """Return a warning while advisers may sign in with a password alone."""
    if conf.load().staff.second_factor == "required":
        return []
    hint = "Set GUICHET_SECOND_FACTOR=required: whoever has no second factor sets it up at the next sign-in."
    return [Warning("Advisers may sign in with a password alone.", hint=hint, id="guichet.W020")]
