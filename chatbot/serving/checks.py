"""Wrong combinations of what the environment says, told before any command runs."""

import ssl
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from django.core.checks import CheckMessage, Error, Warning

from chatbot import conf
from chatbot.inference.entries import full_register
from chatbot.inference.errors import RegisterUnreadable
from chatbot.inference.hosts import is_loopback, refusal


def check_inference_server(app_configs: Any, **options: Any) -> list[CheckMessage]:
    """Return what is wrong with INFERENCE_URL and what belongs to it; nothing when it is not set."""
    return list(_problems(conf.load().remote)) if conf.load().remote.url else []


def _problems(remote: conf.Remote) -> Iterator[CheckMessage]:
    if problem := refusal(remote.url, remote.hosts):
        hint = "Declare the hosts of your inference servers in INFERENCE_HOSTS, separated by commas: inference.example.eu"
        yield Error(problem, hint=hint, id="guichet.E001")
    elif remote.key and _is_in_clear(remote.url):
        yield Warning(
            "INFERENCE_KEY and customers' questions go over the network in clear.", hint="Use https.", id="guichet.W001"
        )
    yield from _model_problems(remote.model)
    if conf.load().inference.model or conf.load().inference.model_path:
        yield Error(
            "INFERENCE_URL is set together with GUICHET_MODEL or GUICHET_MODEL_PATH, which name a model that runs here.",
            hint="Unset one of them; INFERENCE_MODEL names the server's model.",
            id="guichet.E003",
        )
    if remote.ca_file and not _holds_certificates(remote.ca_file):
        yield Error(
            f"INFERENCE_CA names {remote.ca_file}, which holds no readable certificate.",
            hint="Name a file in PEM format with the authority that signed the server's certificate.",
            id="guichet.E004",
        )


def _model_problems(name: str) -> Iterator[CheckMessage]:
    try:
        register = full_register(conf.load().paths.register)
    except RegisterUnreadable as error:
        yield Error(str(error), hint="Correct that file, or remove it.", id="guichet.E005")
        return
    if register.by_name(name) is None:
        hint = f"The register has: {register.names}."
        yield Error("INFERENCE_MODEL names no model of the register.", hint=hint, id="guichet.E002")


def _is_in_clear(url: str) -> bool:
    parts = urlsplit(url)
    return parts.scheme == "http" and not is_loopback(parts.hostname or "")


def _holds_certificates(path: str) -> bool:
    try:
        ssl.create_default_context(cafile=path)
    except OSError:  # ssl's errors are among them
        return False
    return True
