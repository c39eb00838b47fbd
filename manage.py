#!/usr/bin/env python
"""Guichet's command line: `python manage.py help` lists what it can do."""

import os
import sys


def main() -> None:
    """Run the command given on the command line."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "chatbot.settings")
    from django.core.management import execute_from_command_line

    from chatbot import conf
    from chatbot.database import databases

    try:
        databases(conf.load())  # the settings would bury a wrong variable under a traceback
    except ValueError as problem:
        sys.exit(f"guichet: {problem}")
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
