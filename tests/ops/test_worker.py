import pytest
from asgiref.sync import sync_to_async
from django.db import connection
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from chatbot.serving.worker import put_back_stalled

pytestmark = pytest.mark.django_db(transaction=True)


def job_of_a_worker(seconds_silent):
    """Store a job that a worker took, whose last sign of life is so many seconds old."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs")  # a table that is not emptied between tests
        app.configure_task("answer_turn", lock="conversation").defer(turn_id="0")
        cursor.execute(
            "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - make_interval(secs => %s)) RETURNING id",
            [seconds_silent],
        )
        cursor.execute("UPDATE procrastinate_jobs SET status = 'doing', worker_id = %s", cursor.fetchone())


async def put_back():
    worker = app.with_connector(app.connector.get_worker_connector())
    async with worker.open_async():
        return await put_back_stalled(worker)


async def test_jobs_of_a_dead_worker_are_queued_again():
    await sync_to_async(job_of_a_worker)(60)
    assert await put_back() == 1
    assert (await ProcrastinateJob.objects.aget()).status == "todo"


async def test_jobs_of_a_living_worker_are_left_alone():
    await sync_to_async(job_of_a_worker)(1)
    assert await put_back() == 0
    assert (await ProcrastinateJob.objects.aget()).status == "doing"
