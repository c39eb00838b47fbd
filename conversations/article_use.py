"""How much each article is used: the answers that cited it, what customers thought of them, and when it was cited last."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from chatbot.sites.models import Site

DAYS = 90
SQL = """
SELECT a.id, count(*) FILTER (WHERE t.created_at >= now() - interval '30 days'), count(*),
    count(*) FILTER (WHERE f.value = 1), count(*) FILTER (WHERE f.value = -1), max(t.created_at)
FROM conversations_turn t
    JOIN conversations_message m ON m.id = t.answer_id
    CROSS JOIN LATERAL jsonb_array_elements(m.sources) AS source
    JOIN knowledge_article a ON a.site_id = t.site_id AND a.external_id = source->>'id'
    LEFT JOIN conversations_feedback f ON f.message_id = m.id
WHERE t.site_id = ANY(%(sites)s) AND t.status = 'answered' AND t.created_at >= now() - make_interval(days => %(days)s)
GROUP BY a.id
"""


@dataclass(frozen=True)
class Use:
    """Answers of the last 30 and 90 days that cited an article, thumbs on those of 90, and the last one's time."""

    last_30: int = 0
    last_90: int = 0
    useful: int = 0
    useless: int = 0
    last_at: datetime | None = None


NONE = Use()


def uses(sites: Iterable[Site]) -> dict[int, Use]:
    """Return the use of each article of these sites that was cited in the last 90 days, by the article's key."""
    with connection.cursor() as cursor:
        cursor.execute(SQL, {"sites": [site.pk for site in sites], "days": DAYS})
        return {row[0]: Use(*row[1:]) for row in cursor.fetchall()}
