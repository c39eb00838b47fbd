from django.apps import AppConfig
from django.core.checks import Tags, register
from django.utils.translation import gettext_lazy as _


class StaffConfig(AppConfig):
    name = "chatbot.staff"
    verbose_name = _("Sign-in")

    def ready(self) -> None:
        """Have `check --deploy` say that advisers may work with a password alone."""
        from chatbot.staff.checks import check_second_factor

        register(check_second_factor, Tags.security, deploy=True)
