"""`manage.py remove_second_factor LOGIN`: for an administrator who lost telephone and recovery codes."""

from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractUser
from django.core.management.base import BaseCommand, CommandError, CommandParser

from chatbot.staff import second_factor


class Command(BaseCommand):
    help = "Takes the second factor of an account away, so that it can be set up again after the next sign-in."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("login")

    def handle(self, *args: Any, login: str, **options: Any) -> None:
        adviser = get_user_model().objects.filter(username=login).first()
        if not isinstance(adviser, AbstractUser):
            raise CommandError(f"There is no account {login!r}: check the spelling.")
        removed = second_factor.remove(adviser, actor=None)
        self.stderr.write(f"{login}: " + ("the second factor is removed." if removed else "there was none."))
