"""`manage.py serve`: the whole of Guichet in one command."""

import signal
import socket
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from chatbot import conf, engine
from chatbot.inference.errors import EngineError
from chatbot.serving import listening, model, preparation
from chatbot.serving.errors import CannotServe

ROLES = ["all", "web", "worker"]


class Command(BaseCommand):
    passwords: dict[str, str]  # of the accounts made at this start
    help = "Start everything: database, tables, web, worker and engine. Ctrl-C stops it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--bind", default="127.0.0.1:8000", metavar="ADDRESS:PORT", help="where to listen (%(default)s)")
        parser.add_argument(
            "--role", default="all", choices=["all", "web", "worker"], help="what this process does (%(default)s)"
        )
        parser.add_argument("--demo", action="store_true", help="install the demo site with its articles and its adviser")

    def handle(self, *, bind: str, role: str, demo: bool, **options: Any) -> None:
        """Prepare, serve until told to stop, and leave nothing behind."""
        self.passwords = {}
        signal.signal(signal.SIGTERM, signal.default_int_handler)  # while preparing, both ways of stopping are one
        try:
            self._serve(bind, role, demo)
        except CannotServe as problem:
            raise CommandError(str(problem)) from problem
        except EngineError as problem:
            raise CommandError(f"The model could not be loaded: {problem}") from problem
        except KeyboardInterrupt:
            raise CommandError("Stopped.", returncode=130) from None
        finally:
            self._show_passwords()  # even when the start failed after they were made
            preparation.release_database()

    def _serve(self, bind: str, role: str, demo: bool) -> None:
        if role != "all" and not conf.load().stores.redis_url:
            raise CannotServe(f"--role {role} needs REDIS_URL: without it, processes cannot tell each other what happens.")
        host, port = listening.parse_address(bind)
        listener = listening.take(host, port) if role != "worker" else None
        self.stderr.write("Guichet is starting.")
        if role != "web":
            engine.use(model.prepare_engine())
        origins = [conf.load().web.public_url, f"http://{bind}"]
        self.passwords = preparation.prepare(demo=demo, origins=origins)
        self._run(listener, role, bind)

    def _run(self, listener: socket.socket | None, role: str, bind: str) -> None:
        from chatbot.serving.process import Process  # installs Twisted's reactor: wanted here, nowhere else

        Process(
            listener=listener,
            with_worker=role != "web",
            announce=lambda: self._announce(f"http://{bind}" if listener else ""),
            clean_up=preparation.release_database,
        ).run()
        self.stderr.write("Guichet has stopped.")

    def _announce(self, listening_on: str) -> None:
        address = conf.load().web.public_url
        self.stdout.write("Guichet is ready. Ctrl-C stops it.")
        if listening_on:
            self.stdout.write(f"  Site            {address}/\n  Administration  {address}/admin/")
        if listening_on and not conf.load().web.behind_tls and listening_on != address:
            self.stdout.write(f"  It listens on {listening_on}: set GUICHET_URL to the address that people use.")
        self._show_passwords()

    def _show_passwords(self) -> None:
        if self.passwords:
            self.stdout.write("  First start: note these passwords now, they are not shown again.")
        while self.passwords:
            login = next(iter(self.passwords))
            password = self.passwords.pop(login)
            self.stdout.write(f"    {login:8} {password}")
        self.stdout.flush()
