from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ComplianceConfig(AppConfig):
    name = "compliance"
    verbose_name = _("Compliance")

    def ready(self) -> None:
        """Register the checks of the keys."""
        from django.core.checks import register

        from compliance.checks import check_master_key, check_signing_key

        register(check_signing_key)
        register(check_master_key)
