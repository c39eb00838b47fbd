from django.apps import AppConfig
from django.core.checks import register
from django.utils.translation import gettext_lazy as _


class SitesConfig(AppConfig):
    name = "chatbot.sites"
    verbose_name = _("Sites")

    def ready(self) -> None:
        """Have what a site's contact page lacks told by `check --deploy`."""
        from chatbot.sites.checks import check_contact

        register(check_contact, deploy=True)
