"""Who may reach which conversation: the only place that looks one up."""

import hashlib
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from chatbot.errors import Conflict, NotFound
from chatbot.sites.models import Site
from conversations.models import Adviser, Conversation, Customer


def site_by_key(public_key: str) -> Site:
    """Return the site with this public key; raises NotFound."""
    site = Site.objects.filter(public_key=public_key).first()
    if site is None:
        raise NotFound
    return site


def hash_token(token: str) -> str:
    """Return what is kept of a customer's token: its SHA-256, in hexadecimal."""
    return hashlib.sha256(token.encode()).hexdigest()


def customer_by_token(site: Site, token: str) -> Customer | None:
    """Return the customer who holds this token on this site, if they ever wrote."""
    return Customer.objects.filter(site=site, token_hash=hash_token(token)).first() if token else None


def conversation_of_customer(site: Site, token: str) -> Conversation | None:
    """Return the newest conversation of whoever holds this token on this site."""
    customer = customer_by_token(site, token)
    if customer is None:
        return None
    found = customer.conversations.filter(restricted_at=None).select_related("adviser", "site", "customer")
    return found.order_by("-created_at").first()


def sites_of(adviser: Adviser) -> QuerySet[Site]:
    """Return the sites whose conversations the adviser may see: their own, or all for a superuser."""
    if not (adviser.is_active and adviser.is_staff):
        return Site.objects.none()
    return Site.objects.all() if adviser.is_superuser else adviser.sites.all()


def conversations_for_adviser(adviser: Adviser) -> QuerySet[Conversation]:
    """Return every conversation that the adviser may see: none that is frozen."""
    return Conversation.objects.filter(site__in=sites_of(adviser), restricted_at=None).select_related(
        "adviser", "site", "customer"
    )


def conversation_for_adviser(adviser: Adviser, conversation_id: UUID | str, *, lock: bool = False) -> Conversation:
    """Return one conversation of the adviser's sites, locked for change when asked; raises NotFound."""
    found = conversations_for_adviser(adviser).filter(pk=conversation_id)
    if lock:  # the adviser is read after the lock: a row joined to one that waited for its lock may be out of date
        found = found.select_related(None).select_related("site", "customer").select_for_update(of=("self",))
    conversation = found.first()
    if conversation is None:
        raise NotFound
    return conversation


def refuse_if_with_colleague(conversation: Conversation, adviser: Adviser) -> None:
    """Raise Conflict naming the colleague who has the conversation, if one has."""
    colleague = conversation.adviser
    if colleague is not None and colleague.pk != adviser.pk:
        raise Conflict(_("%(name)s already has this conversation.") % {"name": colleague.desk_name})


def refuse_unless_held(conversation: Conversation, adviser: Adviser) -> None:
    """Raise Conflict unless the adviser has the conversation."""
    refuse_if_with_colleague(conversation, adviser)
    if conversation.adviser_id != adviser.pk:
        raise Conflict(_("Take the conversation over first."))


def refuse_in_foreign_language(conversation: Conversation, adviser: Adviser) -> None:
    """Raise Conflict when the site's rules ask for a person who speaks the customer's language, and the adviser does not."""
    if not adviser.can_serve(conversation.site, conversation.language):
        language = dict(settings.LANGUAGES)[conversation.language]
        raise Conflict(
            _("A person who speaks the customer’s language (%(language)s) must answer here; your account does not name it.")
            % {"language": language}
        )


def lock(conversation: Conversation) -> Conversation:
    """Return the row fresh and locked until the transaction ends: messages are numbered under this lock."""
    return Conversation.objects.select_related("site", "customer").select_for_update(of=("self",)).get(pk=conversation.pk)
