"""What the environment says, read once: the only module that looks at os.environ."""

import json
import os
import re
import secrets
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

from chatbot.inference.register import HOSTS

BASE_DIR = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Paths:
    """Where Guichet keeps what it writes; all of it below GUICHET_VAR unless another place is named."""

    var: Path
    models: Path
    prefixes: Path
    secrets: Path
    master: Path
    register: Path
    audit: Path  # signed checkpoints of the audit chain
    erasures: Path  # the journal that outlives a restored database


@dataclass(frozen=True)
class Web:
    """How the site is reached."""

    debug: bool
    allowed_hosts: tuple[str, ...]
    public_url: str
    behind_tls: bool
    metrics_from: tuple[str, ...]


@dataclass(frozen=True)
class Stores:
    """Where rows and events live; an empty database_url means the embedded server, an empty redis_url one process."""

    database_url: str
    redis_url: str


@dataclass(frozen=True)
class Inference:
    """Which model answers and how much of the machine it may take."""

    model: str
    model_path: str
    model_hosts: tuple[str, ...]
    threads: int
    context_tokens: int
    max_answers: int
    memory_limit_mb: int
    prefix_memory_mb: int
    prefix_disk_mb: int
    answers: str


@dataclass(frozen=True)
class Energy:
    """What the operator declares of the machine: watts of one busy processor core, 0 when nobody has said."""

    core_watts: float


@dataclass(frozen=True)
class Remote:
    """An inference server of the operator's own; an empty url means that the model runs here."""

    url: str
    hosts: tuple[str, ...]
    model: str
    ca_file: str
    key: str = field(repr=False)


@dataclass(frozen=True)
class Marking:
    """How AI messages are signed; without a key file, the key is made from the installation's secrets."""

    signing_key: Path | None


@dataclass(frozen=True)
class Vault:
    """Where the master key is that wraps the customers' keys; nothing of it given means var/master.key."""

    file: Path | None
    command: str
    key: str = field(repr=False)


@dataclass(frozen=True)
class Mail:
    """The server that sends mail; an empty host means that none is sent."""

    host: str
    port: int
    user: str
    is_encrypted: bool  # from the first byte; else by STARTTLS
    sender: str
    password: str = field(repr=False)


@dataclass(frozen=True)
class Duties:
    """What the law leaves to choose: when the AI notice is shown again, how long the log without words and the audit are kept."""

    notice_hours: int
    log_months: int
    audit_months: int
    keep: dict[str, int]  # days by retention rule, where the operator has chosen


@dataclass(frozen=True)
class Staff:
    """What is asked of advisers at sign-in: a second factor is "offered", or "required" of everybody."""

    second_factor: str


@dataclass(frozen=True)
class Security:
    """What security.txt says: whom to tell of a vulnerability, until when that holds, and under which rules."""

    contact: str
    expires: date | None
    policy: str


@dataclass(frozen=True)
class Backup:
    """Which public key encrypts copies of the database; none, and no copy is made."""

    public_key: Path | None


@dataclass(frozen=True)
class Limits:
    """What one customer may send before a polite refusal."""

    message_chars: int = 4000
    frame_bytes: int = 16_384
    messages_per_minute: int = 20
    conversations_per_hour: int = 60
    frames_per_10_seconds: int = 60


@dataclass(frozen=True)
class Conf:
    """The whole configuration, by feature."""

    paths: Paths
    web: Web
    stores: Stores
    inference: Inference
    energy: Energy
    remote: Remote
    marking: Marking
    vault: Vault
    mail: Mail
    duties: Duties
    staff: Staff
    security: Security
    backup: Backup
    limits: Limits = field(default_factory=Limits)


def _flag(name: str, default: bool) -> bool:
    return os.environ.get(name, str(int(default))).strip().lower() in {"1", "true", "yes", "on"}


def _list(name: str, default: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in os.environ.get(name, default).split(",") if part.strip())


@cache
def load() -> Conf:
    """Read the environment into a Conf; raises ValueError naming the variable that cannot be read."""
    var = Path(os.environ.get("GUICHET_VAR", BASE_DIR / "var")).resolve()
    public_url = os.environ.get("GUICHET_URL", "http://127.0.0.1:8000").rstrip("/")
    return Conf(
        paths=Paths(
            var=var,
            models=var / "models",
            prefixes=var / "prefixes",
            secrets=var / "secrets.json",
            master=var / "master.key",
            erasures=_file("GUICHET_ERASURE_JOURNAL") or var / "erasures.jsonl",
            register=Path(os.environ.get("GUICHET_REGISTER") or var / "models" / "register.json").absolute(),
            audit=Path(os.environ.get("GUICHET_AUDIT_FILE") or var / "audit" / "checkpoints.jsonl").absolute(),
        ),
        web=Web(
            debug=_flag("GUICHET_DEBUG", False),
            allowed_hosts=_list("GUICHET_HOSTS", f"{urlsplit(public_url).hostname},127.0.0.1,localhost,[::1]"),
            public_url=public_url,
            behind_tls=public_url.startswith("https://"),
            metrics_from=_list("GUICHET_METRICS_FROM", "127.0.0.1,::1"),
        ),
        stores=Stores(os.environ.get("DATABASE_URL", ""), os.environ.get("REDIS_URL", "")),
        inference=Inference(
            model=os.environ.get("GUICHET_MODEL", ""),
            model_path=os.environ.get("GUICHET_MODEL_PATH", ""),
            model_hosts=_list("GUICHET_MODEL_HOSTS", ",".join(HOSTS)),
            threads=_number("GUICHET_THREADS", os.cpu_count() or 2),
            context_tokens=_number("GUICHET_CONTEXT", 4096),
            max_answers=_number("GUICHET_MAX_ANSWERS", 4),
            memory_limit_mb=_number("GUICHET_ENGINE_MEMORY_MB", 6144),
            prefix_memory_mb=_number("GUICHET_PREFIX_MEMORY_MB", 256),
            prefix_disk_mb=_number("GUICHET_PREFIX_DISK_MB", 4096),
            answers=_one_of("GUICHET_ANSWERS", ("auto", "quote", "compose")),
        ),
        energy=Energy(_watts("GUICHET_CORE_WATTS")),
        remote=Remote(
            url=os.environ.get("INFERENCE_URL", "").strip(),
            hosts=_list("INFERENCE_HOSTS", ""),
            model=os.environ.get("INFERENCE_MODEL", "").strip(),
            ca_file=os.environ.get("INFERENCE_CA", ""),
            key=os.environ.get("INFERENCE_KEY", "").strip(),
        ),
        marking=Marking(_file("GUICHET_SIGNING_KEY")),
        vault=Vault(
            file=_file("GUICHET_MASTER_KEY_FILE"),
            command=os.environ.get("GUICHET_MASTER_KEY_COMMAND", "").strip(),
            key=os.environ.get("GUICHET_MASTER_KEY", "").strip(),
        ),
        mail=_mail(os.environ.get("SMTP_URL", "").strip(), os.environ.get("GUICHET_MAIL_FROM", "").strip()),
        duties=Duties(
            _number("GUICHET_NOTICE_HOURS", 4),
            _between("GUICHET_LOG_MONTHS", 6, 12, 12),
            _between("GUICHET_AUDIT_MONTHS", 12, 36, 12),
            _days("GUICHET_KEEP_DAYS"),
        ),
        staff=Staff(_one_of("GUICHET_SECOND_FACTOR", ("offered", "required"))),
        security=Security(
            _address("GUICHET_SECURITY_CONTACT", ("mailto:", "https://", "tel:")),
            _date("GUICHET_SECURITY_EXPIRES"),
            _address("GUICHET_SECURITY_POLICY", ("https://",)),
        ),
        backup=Backup(_file("GUICHET_BACKUP_KEY")),
    )


def _file(name: str) -> Path | None:
    given = os.environ.get(name, "")
    return Path(given).absolute() if given else None


def _mail(raw: str, sender: str) -> Mail:
    url = urlsplit(raw)
    if raw and (url.scheme not in {"smtp", "smtps"} or not url.hostname or "@" not in sender):
        raise ValueError(
            "SMTP_URL must read smtp://user:password@host:587 or smtps://…:465, and GUICHET_MAIL_FROM name the sender’s address."
        )
    is_encrypted = url.scheme == "smtps"
    user, password = unquote(url.username or ""), unquote(url.password or "")
    return Mail(url.hostname or "", url.port or (465 if is_encrypted else 587), user, is_encrypted, sender, password)


def _address(name: str, kinds: tuple[str, ...]) -> str:
    raw = os.environ.get(name, "").strip()
    if raw and (not raw.startswith(kinds) or not raw.isprintable() or " " in raw):
        raise ValueError(f"{name} must be one address that begins with {' or '.join(kinds)}, not {raw!r}.")
    return raw


def _date(name: str) -> date | None:
    raw = os.environ.get(name, "").strip()
    try:
        return date.fromisoformat(raw) if raw else None
    except ValueError as error:
        raise ValueError(f"{name} must be a date such as 2027-06-30, not {raw!r}.") from error


def _watts(name: str) -> float:
    raw = os.environ.get(name, "").strip()
    if not re.fullmatch(r"(\d{1,3}(\.\d{1,2})?)?", raw):
        raise ValueError(f"{name} must be watts such as 8 or 4.5, not {raw!r}.")
    return float(raw or 0)


def _number(name: str, default: int) -> int:
    raw = os.environ.get(name, "")
    if not raw:
        return default
    if not raw.isdigit() or int(raw) == 0:
        raise ValueError(f"{name} must be a whole number above 0, not {raw!r}.")
    return int(raw)


def _days(name: str) -> dict[str, int]:
    """Read rule=days pairs, such as closed=7,open=30."""
    found = {}
    for pair in _list(name, ""):
        rule, _equals, number = pair.partition("=")
        if not number.isdigit() or int(number) == 0:
            raise ValueError(f"{name} must read like closed=7,open=30: whole numbers of days above 0, not {pair!r}.")
        found[rule.strip()] = int(number)
    return found


def _between(name: str, least: int, most: int, default: int) -> int:
    raw = os.environ.get(name) or str(default)
    if not raw.isdigit() or not least <= int(raw) <= most:
        raise ValueError(f"{name} must be a whole number from {least} to {most}, not {raw!r}.")
    return int(raw)


def _one_of(name: str, choices: tuple[str, ...]) -> str:
    value = os.environ.get(name, choices[0])
    if value not in choices:
        raise ValueError(f"{name} must be one of {', '.join(choices)}, not {value!r}.")
    return value


@cache
def secret(name: str) -> str:
    """Return the installation's secret of that name, made at random on first use and kept in var/secrets.json (mode 0600).

    An environment variable GUICHET_SECRET_<NAME> wins, for companies that keep secrets elsewhere.
    """
    given = os.environ.get(f"GUICHET_SECRET_{name.upper()}")
    if given:
        return given
    path = load().paths.secrets
    kept: dict[str, str] = json.loads(path.read_text()) if path.exists() else {}
    if name not in kept:
        kept[name] = secrets.token_urlsafe(48)
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh = path.with_suffix(".new")
        fresh.touch(mode=0o600)
        fresh.write_text(json.dumps(kept, indent=1))
        fresh.replace(path)
    return kept[name]
