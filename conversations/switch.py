"""Switching the AI off and on: one act stops every answer, and every customer concerned is told what goes on."""

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from chatbot.errors import Forbidden
from chatbot.sites.models import AIStop, Site
from chatbot.sites.switch import is_off
from compliance import audit
from conversations import access, events, turns
from conversations.messages import announce
from conversations.models import Adviser, Conversation

PERMISSION = "sites.switch_ai"
LIVE = timedelta(minutes=30)  # since its last line, a conversation may still be open in front of somebody


@transaction.atomic
def switch_off(*, actor: Adviser, site: Site | None = None) -> None:
    """Stop the AI on one site, or on all that the actor is responsible for; answers that are being written end at once.

    Raises Forbidden.
    """
    from conversations.tasks import tell_ai_off  # the task imports this module

    for place in _places(actor, site):
        _stop, is_new = AIStop.objects.get_or_create(site=place)
        if is_new:
            _record("ai_switched_off", actor, place, running=turns.stop_running(place))
            tell_ai_off.defer(site_id=place.pk if place else 0)
            _tell_sockets(place)


@transaction.atomic
def switch_on(*, actor: Adviser, site: Site | None = None) -> None:
    """Let the AI answer again, which says first that it is one; on all sites, each one's own stop ends too. Raises Forbidden."""
    places = _places(actor, site)
    stops = AIStop.objects.all() if None in places else AIStop.objects.filter(site__in=[place for place in places if place])
    for stop in stops.select_for_update(of=("self",)).select_related("site"):
        stop.delete()
        _record("ai_switched_on", actor, stop.site)
        for conversation in _told_off(stop.site):
            _disclose_again(conversation)
        _tell_sockets(stop.site)


def may_switch(actor: Adviser) -> bool:
    """Return whether this person may switch the AI off and on at all."""
    return actor.is_active and actor.is_staff and actor.has_perm(PERMISSION)


def tell_off(site_id: int) -> int:
    """Tell the customers who may be reading that the AI is off; who waits for an answer is told on entering the queue."""
    told = 0
    for pk in _concerned(site_id):
        with transaction.atomic():
            conversation = access.lock(pk)
            if _is_told(conversation) or not is_off(conversation.site) or turns.open_turn(conversation):
                continue
            with override(conversation.language):
                text = _(
                    "%(company)s has switched its AI assistant off: it does not answer any more. "
                    "Write here, or choose “Talk to a person”: people will answer you."
                )
                announce(conversation, "ai_off", text % {"company": conversation.site.company})
            told += 1
    return told


def _concerned(site_id: int) -> list[Conversation]:
    live = Conversation.objects.filter(status=Conversation.Status.AI, updated_at__gte=timezone.now() - LIVE)
    return list(live.filter(site=site_id) if site_id else live)


def _places(actor: Adviser, site: Site | None) -> list[Site | None]:
    """Return what the actor's act is about: None stands for all sites, which only a superuser may mean."""
    if not may_switch(actor):
        raise Forbidden
    if site is None:
        return [None] if actor.is_superuser else list(access.sites_of(actor))
    if not access.sites_of(actor).filter(pk=site.pk).exists():
        raise Forbidden
    return [site]


def _told_off(site: Site | None) -> list[Conversation]:
    """Return the conversations whose last line says that the AI is off, of sites where it is on again."""
    off = Conversation.objects.filter(status=Conversation.Status.AI, messages__event="ai_off").distinct()
    found = (off.filter(site=site) if site else off).select_related("site")
    return [one for one in found if _is_told(one) and not is_off(one.site)]


def _is_told(conversation: Conversation) -> bool:
    """Return whether a conversation's last line says that the AI is off, or it is none of the AI's any more."""
    last = conversation.messages.filter(seq=conversation.last_seq).first()
    return not conversation.is_with_ai or (last is not None and last.event == "ai_off")


def _disclose_again(conversation: Conversation) -> None:
    conversation = access.lock(conversation)
    if not conversation.is_with_ai or not _is_told(conversation):  # somebody was quicker
        return
    with override(conversation.language):
        text = _("The AI assistant of %(company)s, an automatic system, is switched on and answers you again.")
        announce(conversation, "assistant_resumed", text % {"company": conversation.site.company})


def _tell_sockets(place: Site | None) -> None:
    for pk in [place.pk] if place else Site.objects.values_list("pk", flat=True):
        events.publish_site(pk, {"type": "ai_switched"})


def _record(event: str, actor: Adviser, place: Site | None, **details: Any) -> None:
    audit.record(
        event,
        site=place,
        actor=f"adviser:{actor.pk}",
        object_type="ai",
        object_id=place.slug if place else "all",
        **details,
    )
