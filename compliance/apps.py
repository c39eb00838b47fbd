from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ComplianceConfig(AppConfig):
    name = "compliance"
    verbose_name = _("Compliance")

    def ready(self) -> None:
        """Register the check of the signing key."""
        from django.core.checks import register

        from compliance.checks import check_signing_key

        register(check_signing_key)
