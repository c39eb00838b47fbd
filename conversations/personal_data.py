"""What the models of conversations hold of people."""

from compliance.registry import Declaration, declare


def _of_customers(
    model: str,
    personal: dict[str, str],
    *,
    harmless: tuple[str, ...] = (),
    links: tuple[str, ...] = ("conversation",),
    purpose: str = "answering",
    retention: str = "with_conversation",
    exported: str = "in the conversation’s export",
) -> Declaration:
    return Declaration(
        model,
        "conversations",
        "customers",
        purpose,
        retention,
        personal,
        harmless,
        links,
        exported=exported,
        restricted="shown to nobody and given to no model while the conversation is frozen",
        erased="deleted with the conversation",
    )


def declare_all() -> None:
    """Enter the declarations."""
    declare([*_conversation(), *_ai_work(), *_beside()])


def _conversation() -> list[Declaration]:
    return [
        _of_customers("conversations.Customer", {"token_hash": "hash of the chat’s cookie"}, links=()),
        _of_customers(
            "conversations.Conversation",
            {"reference": "reference that the customer quotes"},
            harmless=("language",),
            links=("customer", "adviser"),
            retention="open",
        ),
        _of_customers(
            "conversations.Message",
            {"text": "the words of the message", "choices": "titles offered to choose from"},
            harmless=("event", "language", "sources"),
            links=("conversation", "adviser", "draft", "reviewed_by"),
        ),
        _of_customers("conversations.Correction", {"text": "what the customer says is wrong in a message"}, links=("message",)),
        _of_customers(
            "conversations.Feedback", {"comment": "the customer’s words about an answer"}, links=("message",), purpose="improving"
        ),
        _of_customers(
            "conversations.LaterReply",
            {"email": "address that the customer left for the answer", "email_index": "keyed hash of that address"},
            purpose="mailing",
            retention="contact",
        ),
    ]


def _ai_work() -> list[Declaration]:
    return [
        _of_customers(
            "conversations.Turn",
            {"trace": "how the AI’s answer came about, with hashes of the question"},
            harmless=("status",),
            links=("conversation", "question", "answer"),
        ),
        _of_customers(
            "conversations.Draft",
            {"text": "what the AI proposed to an adviser", "trace": "how it came about"},
            harmless=("sources",),
            links=("conversation", "adviser"),
        ),
        _of_customers(
            "conversations.Mark",
            {"statement": "hash of an AI message", "fingerprint": "keyed hash of its words"},
            harmless=("key_id", "signature"),
            links=("message",),
        ),
        _of_customers(
            "conversations.OpenQuestion",
            {"embedding": "meaning of a question, as a vector"},
            links=("turn",),
            purpose="improving",
            exported="as the fact that a question is listed as open",
        ),
    ]


def _beside() -> list[Declaration]:
    on_paper = "by an administrator, from the admin"
    return [
        Declaration(
            "conversations.ContentNotice", "notices", "senders of notices", "notices", "notices",
            personal={"name": "name of the sender", "email": "address of the sender",
                      "email_index": "keyed hash of that address", "reason": "the sender’s words",
                      "url": "address of the content", "grounds": "reasons of the decision"},
            harmless=("reference", "language"), links=("decided_by",), exported=on_paper,
            restricted="read by advisers of the site only", erased="five years after the decision: proof of it",
        ),
        Declaration(
            "conversations.Adviser", "staff", "staff", "accounts", "account",
            personal={"username": "login", "first_name": "first name, shown to customers", "last_name": "last name",
                      "email": "address", "password": "Argon2 hash of the password"}, harmless=("languages",),
            exported=on_paper, restricted="the account is set inactive", erased="with the account, by an administrator",
        ),
    ]  # fmt: skip
