"""The customer's socket: translates frames into service calls and facts into frames, and nothing else."""

import json
from typing import Any
from uuid import UUID

from channels.generic.websocket import AsyncWebsocketConsumer
from django.utils import timezone
from django.utils.translation import override

from chatbot import conf
from chatbot.bridge import in_database
from chatbot.errors import GuichetError, Invalid, Undisclosed
from chatbot.sites.models import Site
from chatbot.sites.switch import is_off
from compliance.disclosure import has_lapsed
from conversations import access, events, following, later, services
from conversations.frames import Email, Frame, Hello, Plain, Rate, Read, Say, Stop, decode, error_frame, feedback_frame
from conversations.pace import Pace
from conversations.welcome import disclose, known_language, welcome

CUSTOMER_COOKIE = "guichet_customer"
ABUSE = 4400


class CustomerConsumer(AsyncWebsocketConsumer):
    """One browser tab of one customer."""

    site: Site
    language: str

    async def connect(self) -> None:
        """Refuse unknown sites and foreign pages, join the customer's group, accept, and disclose the AI before all else."""
        self.token: str = self.scope["cookies"].get(CUSTOMER_COOKIE, "")
        self.groups: list[str] = []  # left by the base class at the end; a running answer goes on and is stored
        self.pace = Pace(conf.load().limits.frames_per_10_seconds, 10.0)
        self.position: following.Position | None = None  # until the client's hello
        self.last_state: dict[str, Any] = {}
        try:
            self.site, disclosure = await in_database(welcome)(self.scope, self.token)
        except GuichetError:
            await self.close()
            return
        self.language = disclosure["language"]
        self.own_group = events.customer_group(self.site.pk, access.hash_token(self.token))
        self.groups = [self.own_group, events.site_group(self.site.pk)]
        for group in self.groups:
            await self.channel_layer.group_add(group, self.channel_name)
        await self.accept()
        await self.send_frame(disclosure)
        self.disclosed_at = timezone.now()

    async def receive(self, text_data: str | None = None, bytes_data: bytes | None = None) -> None:
        """Carry out one frame; an expected failure is answered with an error frame and the socket stays open."""
        client_id: UUID | None = None
        with override(self.language):
            try:
                self.pace.step()
                if text_data is None:
                    raise Invalid
                frame = decode(text_data)
                client_id = frame.client_id if isinstance(frame, Say) else None
                if isinstance(frame, Say | Plain):
                    await self.disclose_again(frame)
                await self.carry_out(frame)
            except GuichetError as error:
                await self.send_frame(error_frame(error, client_id))
        if self.pace.is_abused:
            await self.close(ABUSE)

    async def disclose_again(self, frame: Say | Plain) -> None:
        """After a long time with the AI, show the notice before anything else; a message that came first is refused."""
        if self.last_state.get("status") == "human" or not has_lapsed(self.disclosed_at):
            return
        await self.send_frame(await in_database(disclose)(self.site, self.token, self.language, again=True))
        self.disclosed_at = timezone.now()
        if isinstance(frame, Say):
            raise Undisclosed

    async def carry_out(self, frame: Frame) -> None:
        """Call the one service that the frame asks for."""
        mine: dict[str, Any] = {"site": self.site, "token": self.token}
        ours = {"language": self.language, "address": (self.scope.get("client") or [""])[0]}
        match frame:
            case Hello():
                self.language = known_language(frame.language or self.language, self.site)
                self.position = await in_database(following.resume)(**mine, code=frame.code, seq=frame.last_seq)
                await self.catch_up(greeting=True)
            case Say():
                await in_database(services.receive_message)(**mine, **ours, client_id=frame.client_id, text=frame.text)
            case Stop():
                await in_database(services.stop_turn)(**mine, answer_key=frame.message_id)
            case Rate():
                left = await in_database(services.leave_feedback)(
                    **mine, message_id=frame.message_id, value=frame.value, comment=frame.comment, reason=frame.reason
                )
                await self.send_frame(feedback_frame(left))
            case Read():
                await in_database(services.mark_read)(**mine, seq=frame.seq)
            case Email():
                await in_database(later.leave_email)(**mine, address=frame.address)
            case Plain(kind="human"):
                await in_database(services.ask_for_person)(**mine, **ours)
            case Plain(kind="assistant"):
                await in_database(services.resume_assistant)(**mine)
            case Plain(kind="typing"):
                await events.send(self.own_group, {"type": "typing", "by": "customer"})
            case Plain(kind="ping"):
                await self.send_frame({"type": "pong"})

    async def catch_up(self, *, greeting: bool = False) -> None:
        """Send what the database has and this tab has not; facts come in order, whatever order the hints had."""
        if self.position is None:
            return
        news = await in_database(following.news)(self.site, self.token, since=self.position, language=self.language)
        self.position = news.position
        if greeting or news.state != self.last_state:
            self.last_state = news.state
            await self.send_frame(news.state)
        for message in news.messages:
            await self.send_frame(message)
        if greeting and news.working:
            await self.send_frame(news.working)

    async def event(self, message: dict[str, Any]) -> None:
        """Pass on a hint from the channel layer, or re-read the facts that it hints at."""
        event = message["event"]
        match event["type"]:
            case "changed":
                await self.catch_up()
            case "ai_switched":
                if not await in_database(is_off)(self.site):
                    await self.send_frame(await in_database(disclose)(self.site, self.token, self.language))
                await self.catch_up()
            case "piece" | "working" | "working_ended" | "erased":
                await self.send_frame(event)
            case "typing" if event["by"] == "adviser":
                await self.send_frame({"type": "typing", "author_type": "human"})

    async def send_frame(self, frame: dict[str, Any]) -> None:
        """Send one frame as JSON."""
        await self.send(text_data=json.dumps(frame, ensure_ascii=False))
