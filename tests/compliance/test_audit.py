import pytest

from compliance import audit
from compliance.models import AuditEntry

pytestmark = pytest.mark.django_db


def test_it_keeps_codes_and_counts(site):
    audit.record("turn_ended", site=site, actor="ai", object_type="turn", object_id="1", state="done", count=3, empty=None)
    assert AuditEntry.objects.get().details == {"state": "done", "count": 3, "empty": None}


@pytest.mark.parametrize("words", ["Bonjour, je suis Dana", "x" * 81, ["a"], {"a": 1}])
def test_it_refuses_what_could_be_somebodys_words(site, words):
    with pytest.raises(ValueError, match="detail"):
        audit.record("x", site=site, actor="ai", object_type="turn", object_id="1", detail=words)
