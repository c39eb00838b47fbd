"""manage.py conformity_pack"""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from chatbot.sites.models import Site
from compliance.conformity.errors import PackRefused
from compliance.conformity.pack import write_pack


class Command(BaseCommand):
    """Writes the conformity pack of one site."""

    help = (
        "Write a new folder with the article 50 gap analysis, the reasoning on the risk class, instructions for deployers "
        "(French and English), the AI-literacy register and the bills of materials of model and software (CycloneDX 1.7)."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the arguments."""
        parser.add_argument("folder", type=Path, help="the folder to make; it must not exist yet")
        parser.add_argument("--site", metavar="SLUG", help="needed where there are several sites")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write it, and name the files."""
        try:
            names = write_pack(options["folder"], _site(options["site"]))
        except PackRefused as error:
            raise CommandError(error.message) from error
        for name in names:
            self.stdout.write(str(options["folder"] / name))


def _site(slug: str | None) -> Site:
    sites = list(Site.objects.order_by("slug"))
    names = ", ".join(site.slug for site in sites) or "none yet"
    wanted = [site for site in sites if slug in (None, site.slug)]
    if slug and not wanted:
        raise CommandError(f"There is no site {slug!r}. The sites are: {names}.")
    if len(wanted) != 1:
        raise CommandError(f"Say which site with --site SLUG. The sites are: {names}.")
    return wanted[0]
