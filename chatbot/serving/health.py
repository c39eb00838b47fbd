"""Health and figures for operators: /health/live, /health/ready and /metrics."""

from django.db import DatabaseError, connection
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from procrastinate.contrib.django.models import ProcrastinateJob

from chatbot import conf, engine
from chatbot.answering.reading_ahead import AHEAD
from chatbot.serving.state import STATE
from compliance import retention
from conversations.models import Conversation, Feedback, Turn


@never_cache
@require_safe
def live(request: HttpRequest) -> JsonResponse:
    """The process answers."""
    return JsonResponse({"status": "live"})


@never_cache
@require_safe
def ready(request: HttpRequest) -> JsonResponse:
    """Say whether visitors may be sent here: 200 when all that this process runs works, 503 otherwise."""
    parts = {"database": _database(), "worker": _worker(), "engine": _engine()}
    is_ready = not STATE.is_stopping and not {"down", "starting"} & set(parts.values())
    status = "stopping" if STATE.is_stopping else "ready" if is_ready else "not ready"
    return JsonResponse({"status": status, **parts}, status=200 if is_ready else 503)


@never_cache
@require_safe
def duties(request: HttpRequest) -> JsonResponse:
    """Say whether the duties of data protection are seen to: 503 when retention has not run for 48 hours."""
    is_late = retention.is_late()
    return JsonResponse({"retention": "late" if is_late else "up"}, status=503 if is_late else 200)


@never_cache
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """Counts in Prometheus's text format, for the addresses in GUICHET_METRICS_FROM only."""
    if request.META.get("REMOTE_ADDR") not in conf.load().web.metrics_from:
        raise Http404
    return HttpResponse("".join(_lines()), content_type="text/plain; version=0.0.4; charset=utf-8")


def _database() -> str:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return "down"
    return "up"


def _worker() -> str:
    if not STATE.runs_worker:
        return "elsewhere"
    return "up" if STATE.worker_is_running else "down"


def _engine() -> str:
    if not STATE.runs_engine:
        return "elsewhere"
    current = engine.current()
    return "up" if current and current.is_ready else "starting"


def _lines() -> list[str]:
    answers = Turn.objects.values_list("state", "status").annotate(Count("pk")).order_by("state", "status")
    conversations = Conversation.objects.values_list("status").annotate(Count("pk")).order_by("status")
    opinions = Feedback.objects.values_list("value").annotate(Count("pk")).order_by("-value")
    waiting_jobs = ProcrastinateJob.objects.filter(status="todo").count()
    return [
        *_series("turns_total", "counter", [({"state": state, "status": status}, n) for state, status, n in answers]),
        *_series("conversations", "gauge", [({"status": status}, n) for status, n in conversations]),
        *_series("feedback", "gauge", [({"value": "useful" if value > 0 else "not_useful"}, n) for value, n in opinions]),
        *_series("jobs_waiting", "gauge", [({}, waiting_jobs)]),
        *_series("sockets_open", "gauge", [({}, STATE.open_sockets())]),
        *_series("worker_up", "gauge", [({}, int(STATE.worker_is_running))]),
        *_series("engine_ready", "gauge", [({}, int(_engine() == "up"))]),
        *_engine_lines(),
    ]


def _engine_lines() -> list[str]:
    """Return what the engine has done since this process started; sums over a count give means."""
    current = engine.current()
    if current is None:
        return []
    numbers = current.numbers
    totals = {
        "answer_tokens": numbers.tokens,
        "prompt_tokens": numbers.prompt_tokens,
        "cached_tokens": numbers.cached_tokens,
        "prefix_hits": numbers.prefix_hits,
        "queue_seconds": round(numbers.queue_seconds, 3),
        "first_piece_seconds": round(numbers.first_piece_seconds, 3),
        "writing_seconds": round(numbers.writing_seconds, 3),
        "cpu_seconds": round(current.cpu_seconds, 2),
        "refused": numbers.refused,
        "restarts": numbers.restarts,
    }
    return [
        *_series("engine_answers_total", "counter", [({"reason": reason}, n) for reason, n in sorted(numbers.answers.items())]),
        *(line for name, total in totals.items() for line in _series(f"engine_{name}_total", "counter", [({}, total)])),
        *_series("engine_requests", "gauge", [({}, current.requests)]),
        *_series("engine_memory_bytes", "gauge", [({}, current.memory_bytes)]),
        *_series("engine_articles_to_read_ahead", "gauge", [({}, AHEAD.published)]),
        *_series("engine_articles_read_ahead", "gauge", [({}, AHEAD.read)]),
    ]


def _series(name: str, kind: str, values: list[tuple[dict[str, str], float]]) -> list[str]:
    lines = [f"# TYPE guichet_{name} {kind}\n"]
    for labels, value in values:
        inside = ",".join(f'{key}="{label}"' for key, label in labels.items())
        lines.append(f"guichet_{name}{'{' + inside + '}' if inside else ''} {value}\n")
    return lines
