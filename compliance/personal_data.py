"""What the models of compliance, of the site and of the packages hold of people."""

from compliance.registry import Declaration, Subjects, answer_for, declare, nothing_of_anybody

BY_ADMINISTRATOR = "by an administrator, from the admin"


def _logged(
    model: str, owner: str, subjects: Subjects, purpose: str, retention: str, personal: dict[str, str],
    harmless: tuple[str, ...] = (), links: tuple[str, ...] = (),
) -> Declaration:  # fmt: skip
    return Declaration(
        model, owner, subjects, purpose, retention, personal, harmless, links, exported=BY_ADMINISTRATOR,
        restricted="read by administrators only", erased="when its time is over",
    )  # fmt: skip


def _of_account(model: str, retention: str, purpose: str, personal: dict[str, str], links: tuple[str, ...] = ()) -> Declaration:
    return Declaration(
        model, "staff", "staff", purpose, retention, personal, (), links, exported=BY_ADMINISTRATOR,
        restricted="the account is set inactive", erased="with the account, by an administrator",
    )  # fmt: skip


def declare_all() -> None:
    """Enter the declarations, and who answers for what no customer's request reaches."""
    answer_for("staff", "Members of staff ask an administrator, who reads, corrects and deletes accounts in the admin.")
    answer_for("log", "Holds codes, counts and keyed hashes; nobody can be found in it, and its time ends it.")
    declare([*_own(), *_of_staff(), *_of_packages(), *_of_nobody()])


def _own() -> list[Declaration]:
    session = {"session_hash": "one-way hash of the chat session, which shows that the notice was read"}
    acts = {
        "actor": "kind of actor, or number of an adviser",
        "object_id": "keyed hash of a conversation, message or turn, whose salt goes with the erasure",
    }
    return [
        *_requests(),
        Declaration(
            "compliance.Disclosure", "log", "customers", "proof", "log", personal=session, links=(),
            exported="cannot be found without the session’s token", restricted="never read by people",
            erased="when its time is over",
        ),
        _logged(
            "compliance.AuditEntry", "log", "customers", "proof", "log", acts,
            ("event", "object_type", "details", "digest", "previous", "hash"),
        ),
        *_keyed(),
        *_registers(),
        Declaration(
            "compliance.Attempts", "log", "customers", "security", "attempts", 
            personal={"key": "keyed hash of an address or session"},
            harmless=("bucket",), exported="cannot be found: the hash is keyed", restricted="never read by people",
            erased="after a day",
        ),
    ]  # fmt: skip


def _keyed() -> list[Declaration]:
    """Declare what leads from entries and sealed words to a subject, and goes first at an erasure."""
    salt = {"subject": "number of the conversation", "salt": "salt of its names in the audit", "reference": "its name there"}
    key = {"wrapped": "key of the subject’s words, wrapped by the master key"}
    return [
        Declaration(
            "compliance.AuditSubject", "log", "customers", "proof", "with_conversation", salt,
            exported="says nothing of its own", restricted="never read by people", erased="deleted with the conversation",
        ),
        Declaration(
            "compliance.SubjectKey", "log", "customers", "security", "with_conversation", key, ("master",),
            exported="opens what is exported", restricted="never read by people", erased="destroyed with the conversation",
        ),
    ]  # fmt: skip


def _registers() -> list[Declaration]:
    given = {"subject": "number of the conversation", "known_as": "name of the case at the recipient", "data": "kinds of data"}
    told = {"known_as": "name of the case at the recipient, blanked once it is told"}
    return [
        _of_requests("compliance.Transfer", given, ("recipient", "contact"), ()),
        _of_requests("compliance.RecipientNotice", told, ("recipient", "contact"), ()),
        nothing_of_anybody(
            "compliance.Breach", "circumstances", "consequences", "contact", "delay_reason", "measures", "person_kinds",
            "record_kinds", "risk_reason",
        ),
        nothing_of_anybody("compliance.BreachNotification", "authority", "receipt"),
    ]  # fmt: skip


def _requests() -> list[Declaration]:
    asked = {
        "words": "what the person asked",
        "contact": "where to answer",
        "doubt": "why the identity was in doubt",
        "answer": "the answer, or the reasons of a refusal",
        "reference": "reference that the person quotes",
        "subject_key": "number of the conversation, until it is erased",
    }
    held = {"reason": "why something may not be erased", "subject_key": "number of the conversation"}
    erased = {"subject_key": "number of the conversation, until it is erased", "receipt": "counts and dates, naming nobody"}
    return [
        _of_requests("compliance.RightsRequest", asked, ("owner", "language"), ("closed_by",)),
        _of_requests("compliance.LegalHold", held, ("owner",), ("author",)),
        _of_requests("compliance.Erasure", erased, ("owner",), ("request",)),
        nothing_of_anybody("compliance.RetentionRun", "counts"),
    ]


def _of_requests(model: str, personal: dict[str, str], harmless: tuple[str, ...], links: tuple[str, ...]) -> Declaration:
    return Declaration(
        model, "requests", "customers", "rights", "requests", personal, harmless, links, 
        exported="with the requests of the conversation",
        restricted="read by the site’s advisers only", erased="words and numbers at the erasure; dates stay as proof",
    )  # fmt: skip


def _of_staff() -> list[Declaration]:
    training = {"content": "what the training was about", "given_by": "who gave it"}
    session = {"session_data": "number of the signed-in account", "session_key": "key of the session"}
    act = {"object_repr": "name of what was changed", "change_message": "which fields were changed"}
    return [
        _of_account("compliance.Training", "account", "accounts", training, ("person",)),
        _of_account("sessions.Session", "session", "security", session),
        _logged("admin.LogEntry", "staff", "staff", "security", "staff_access", act, ("object_id",), ("user",)),
        *_second_factors(),
        *(_axes(model, *more) for model, more in AXES.items()),
    ]


def _second_factors() -> list[Declaration]:
    purpose = "security"
    return [
        _of_account("otp_totp.TOTPDevice", "account", purpose, {"key": "half of a key of codes", "name": "device"}, ("user",)),
        _of_account("otp_static.StaticDevice", "account", purpose, {"name": "device"}, ("user",)),
        _of_account("otp_static.StaticToken", "account", purpose, {"token": "hash of a recovery code"}, ("device",)),
    ]


AXES: dict[str, tuple[str, ...]] = {
    "axes.AccessFailureLog": (),
    "axes.AccessAttempt": ("get_data", "post_data"),
    "axes.AccessLog": ("session_hash",),
}


def _axes(model: str, *more: str) -> Declaration:
    personal = {
        "username": "login that was typed",
        "ip_address": "address that the sign-in came from",
        "user_agent": "browser that the sign-in came from",
        **dict.fromkeys(more, "form of the sign-in, without its password"),
    }
    return _logged(model, "staff", "staff", "security", "staff_access", personal, ("http_accept", "path_info"))


def _of_packages() -> list[Declaration]:
    return [
        Declaration(
            "procrastinate.ProcrastinateJob", "conversations", "customers", "answering", "with_conversation",
            personal={"args": "number of a turn or conversation, never words", "lock": "number of a conversation"},
            harmless=("queue_name", "task_name", "queueing_lock"), exported="holds numbers only",
            restricted="jobs of a frozen conversation do nothing", erased="with the conversation",
        ),
        nothing_of_anybody("procrastinate.ProcrastinateEvent", links=("job",)),
        nothing_of_anybody("procrastinate.ProcrastinatePeriodicDefer", "task_name", "periodic_id", links=("job",)),
        nothing_of_anybody("axes.AccessAttemptExpiration", links=("access_attempt",)),
        nothing_of_anybody("auth.Permission", "name", "codename"),
        nothing_of_anybody("auth.Group", "name"),
        nothing_of_anybody("contenttypes.ContentType", "app_label", "model"),
    ]  # fmt: skip


def _of_nobody() -> list[Declaration]:
    """Declare what belongs to the company: articles, settings, keys, wordings, sums."""
    return [
        nothing_of_anybody(
            "sites.Site", "slug", "company", "public_key", "allowed_origins", "accent", "legal_topics", "calibration",
            "contact_email", "contact_phone", "contact_address", "mediator_name", "mediator_url", "withdrawal_url", "time_zone",
            "opening_hours", "closed_dates", "profiles", "contract_languages", "authority_email",
        ),
        nothing_of_anybody("knowledge.Article", "external_id", "url", "theme"),
        nothing_of_anybody("knowledge.ArticleVersion", "title", "body", "digest"),
        nothing_of_anybody("knowledge.Passage", "language", "heading", "text", "search", "embedding"),
        nothing_of_anybody("knowledge.Lexeme", "language", "word"),
        nothing_of_anybody("knowledge.Synonym", "words", "meaning"),
        nothing_of_anybody("knowledge.Upload", "name", "content", "rejected", "warnings"),
        nothing_of_anybody("knowledge.WrittenAnswer", "text", links=("published_by",)),
        nothing_of_anybody("knowledge.Phrasing", "text", "embedding"),
        nothing_of_anybody("compliance.NoticeText", "language", "version", "text", "digest"),
        nothing_of_anybody("compliance.AnswerLog", "event", "facts"),
        nothing_of_anybody("compliance.SigningKey", "key_id", "public"),
        nothing_of_anybody("compliance.ModelEffort", "sha256"),
    ]  # fmt: skip
