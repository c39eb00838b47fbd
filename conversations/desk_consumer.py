"""The adviser desk's socket: translates frames into service calls and facts into frames, and nothing else."""

import json
from contextlib import suppress
from typing import Any
from uuid import UUID

from channels.generic.websocket import AsyncWebsocketConsumer
from django.utils.translation import override

from chatbot.bridge import in_database
from chatbot.errors import Forbidden, GuichetError, NotFound
from conversations import desk, desk_queue, desk_thread, events, handover, reading
from conversations.desk_drafting import Drafting
from conversations.desk_frames import Act, Frame, Open, Ping, Reply, decode, refusal
from conversations.models import Adviser
from conversations.pace import Pace

ABUSE, SITES_CHANGED = 4400, 4410
FRAMES_PER_10_SECONDS = 100
DEEDS = {"take_over": handover.take_over, "hand_back": handover.hand_back, "close": handover.close}


class DeskConsumer(AsyncWebsocketConsumer):
    """One open desk of one adviser."""

    adviser: Adviser
    desks: list[str]  # the groups of the adviser's sites

    async def connect(self) -> None:
        """Refuse whoever is no adviser, join the desks of the adviser's sites, accept, send the queue."""
        self.groups: list[str] = []  # left by the base class at the end
        self.pace = Pace(FRAMES_PER_10_SECONDS, 10.0)
        self.language = desk.language_of(self.scope)
        self.watched = ""  # the open conversation
        self.drafting = Drafting(self.send_frame, self.language)
        try:
            self.adviser, self.desks = await in_database(desk.admit)(self.scope)
        except Forbidden:
            await self.close()
            return
        self.groups.extend(self.desks)
        for group in self.desks:
            await self.channel_layer.group_add(group, self.channel_name)
        await self.accept()
        lines = await in_database(desk_queue.queue)(self.adviser)
        await self.send_frame({"type": "queue", "adviser": self.adviser.desk_name, "lines": lines})

    async def receive(self, text_data: str | None = None, bytes_data: bytes | None = None) -> None:
        """Carry out one frame; an expected failure is answered with an error frame that names the deed."""
        frame: Frame | None = None
        with override(self.language):
            try:
                self.pace.step()
                frame = decode(text_data)
                await self.carry_out(frame)
            except Forbidden as error:
                await self.close(error.close)
            except GuichetError as error:
                await self.send_frame(refusal(error, frame))
        if self.pace.is_abused:
            await self.close(ABUSE)

    async def disconnect(self, code: int) -> None:
        """End what the AI prepares for this desk."""
        await self.drafting.end()

    async def carry_out(self, frame: Frame) -> None:
        """Call the one service that the frame asks for; all but an unused desk's ping keep the session alive."""
        if not isinstance(frame, Ping) or frame.used:
            await in_database(desk.note_use)(self.scope)
        match frame:
            case Open(conversation, after, reason):
                opened = in_database(reading.open_for_reading)
                await self.watch(conversation, await opened(self.adviser, conversation, reason))
                self.seq = after
                await self.catch_up()
                await self.tell_line(conversation)
            case Reply(conversation, client_id, text, draft):
                deed = in_database(handover.reply)
                await deed(conversation, adviser=self.adviser, text=text, client_id=client_id, draft_id=draft)
            case Act(kind="draft" | "cancel_draft"):
                await self.drafting.carry_out(frame, self.adviser)
            case Act(kind="typing", conversation=conversation):
                group = await in_database(handover.group_for_writing)(conversation, adviser=self.adviser)
                await events.send(group, {"type": "typing", "by": "adviser"})
            case Act(kind=kind, conversation=conversation):
                await in_database(DEEDS[kind])(conversation, adviser=self.adviser)
            case Ping():
                self.adviser, desks = await in_database(desk.admit)(self.scope)
                await self.send_frame({"type": "pong"})
                if desks != self.desks:  # the adviser's sites have changed: the desk comes back with the right ones
                    await self.close(SITES_CHANGED)

    async def watch(self, conversation: UUID, group: str) -> None:
        """Follow this conversation's events instead of those of the one before."""
        for left in self.groups[len(self.desks) :]:
            await self.channel_layer.group_discard(left, self.channel_name)
        self.groups[len(self.desks) :] = [group]
        self.watched = str(conversation)
        await self.channel_layer.group_add(group, self.channel_name)

    async def catch_up(self) -> None:
        """Send what the open conversation has and this desk has not."""
        if self.watched:
            thread = await in_database(desk_thread.thread)(self.adviser, self.watched, after=self.seq)
            self.seq = max([self.seq, *(message["seq"] for message in thread["messages"])])
            await self.send_frame(thread)

    async def tell_line(self, conversation: UUID | str) -> None:
        """Send one line of the queue, fresh; null when it is gone."""
        line = await in_database(desk_queue.line)(self.adviser, conversation)
        await self.send_frame({"type": "line", "conversation": str(conversation), "line": line})

    async def event(self, message: dict[str, Any]) -> None:
        """Pass on a hint from the channel layer, or re-read the facts that it hints at."""
        event = message["event"]
        match event["type"]:
            case "queue" | "read":
                await self.tell_line(event["conversation"])
            case _ if event.get("conversation", self.watched) != self.watched:
                return  # another conversation of the same customer
            case "changed":
                with suppress(NotFound):  # erased meanwhile: the next event says so
                    await self.catch_up()
            case "piece" | "working" | "working_ended" | "erased" | "typing" if event.get("by") != "adviser":
                await self.send_frame({**event, "conversation": self.watched})

    async def send_frame(self, frame: dict[str, Any]) -> None:
        """Send one frame as JSON."""
        await self.send(text_data=json.dumps(frame, ensure_ascii=False))
