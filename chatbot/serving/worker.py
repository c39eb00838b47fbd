"""The worker: runs the durable jobs of this installation, and takes over those of workers that died."""

import asyncio
import logging
from typing import cast

from procrastinate import App
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.exceptions import ConnectorException

from chatbot import engine
from chatbot.answering.reading_ahead import AHEAD
from chatbot.bridge import in_database
from chatbot.inference.errors import EngineError
from chatbot.knowledge.search import make_ready
from chatbot.serving.state import STATE

logger = logging.getLogger(__name__)
CONCURRENCY = 32  # jobs; most of them are answers that wait for their turn in the engine, which knows who comes first
HEARTBEAT = 5.0  # seconds
DEAD_AFTER = 20.0  # seconds without a heartbeat
GRACE = 0.5  # seconds a running answer is given when the service stops; then it is queued again
RESCUE_EVERY = 10.0  # seconds
READ_AHEAD_EVERY = 60.0  # seconds


async def work() -> None:
    """Run jobs until cancelled; when the database goes away, begin anew until it is back."""
    while True:
        try:
            await _work_once()
        except* ConnectorException as group:
            logger.error("the worker lost the database and begins anew: %s", group.exceptions[0])
        finally:
            STATE.worker_is_running = False
        await asyncio.sleep(1)


async def _work_once() -> None:
    # Not replace_connector: jobs deferred by this process's web requests must stay in the request's own transaction.
    connector = cast(DjangoConnector, app.connector).get_worker_connector()
    worker = app.with_connector(connector)
    async with worker.open_async(), asyncio.TaskGroup() as tasks:
        lasting = [tasks.create_task(_rescue(worker)), tasks.create_task(_read_ahead())]
        tasks.create_task(_make_search_ready())
        STATE.worker_is_running = True
        try:
            await worker.run_worker_async(
                concurrency=CONCURRENCY,
                install_signal_handlers=False,
                update_heartbeat_interval=HEARTBEAT,
                stalled_worker_timeout=DEAD_AFTER,
                shutdown_graceful_timeout=GRACE,
                delete_jobs="successful",
            )
        finally:
            for task in lasting:
                task.cancel()


async def _make_search_ready() -> None:
    try:
        await in_database(make_ready)()
    except Exception:  # whatever it is, the jobs go on without
        logger.exception("search gets ready with the first question")


async def _read_ahead() -> None:
    """Let this process's engine read what is published, again and again: no job, since each machine keeps what it has read."""
    while True:
        try:
            await AHEAD.catch_up(engine.current())
        except EngineError as error:
            logger.info("reading ahead goes on later: %s", error)
        except Exception:  # whatever it is, the jobs go on without
            logger.exception("reading ahead goes on later")
        await asyncio.sleep(READ_AHEAD_EVERY)


async def _rescue(worker: App) -> None:
    """Put the jobs of dead workers back into the queue, now and for ever."""
    while True:
        count = await put_back_stalled(worker)
        if count:
            logger.warning("%d jobs of a worker that died were queued again", count)
        await asyncio.sleep(RESCUE_EVERY)


async def put_back_stalled(worker: App) -> int:
    """Queue again the jobs whose worker gives no sign of life; returns how many."""
    await worker.job_manager.prune_stalled_workers(DEAD_AFTER)
    stalled = list(await worker.job_manager.get_stalled_jobs(seconds_since_heartbeat=DEAD_AFTER))
    for job in stalled:
        await worker.job_manager.retry_job(job)
    return len(stalled)
