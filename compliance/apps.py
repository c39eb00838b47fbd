from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ComplianceConfig(AppConfig):
    name = "compliance"
    verbose_name = _("Compliance")

    def ready(self) -> None:
        """Declare what is held of people, and register the checks of the keys and of the registry."""
        from django.core.checks import register

        from compliance import owners, personal_data, sweeps
        from compliance.checks import check_journal, check_master_key, check_retention, check_signing_key
        from compliance.recipients_owner import RecipientsOwner
        from compliance.registry_check import check_registry
        from compliance.requests_owner import RequestsOwner

        owners.register(RequestsOwner())
        owners.register(RecipientsOwner())
        personal_data.declare_all()
        register(check_signing_key)
        register(check_master_key)
        register(check_registry)
        register(check_journal, deploy=True)
        register(check_retention)
        sweeps.register()
