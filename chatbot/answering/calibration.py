"""What an evaluation on a site's own questions has chosen for it: how evidence is weighed, and which model may write."""

from dataclasses import dataclass, field
from typing import Any

from chatbot.sites.models import Site

EVIDENCE = "nearness"  # what the logit is made of; a site's figures for another one are left aside
FLOOR = 0.5  # of the probability; see decide.py for what it lets through


@dataclass(frozen=True)
class Calibration:
    """The logit of the evidence is stretched and moved before it is held against the floor; `modes` are by model hash."""

    id: str = ""
    slope: float = 1.0
    offset: float = 0.0
    floor: float = FLOOR
    modes: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, site: Site) -> "Calibration":
        """Return the site's calibration; what nobody has chosen is as it comes."""
        kept: dict[str, Any] = site.calibration
        evidence = kept.get("evidence", {})
        if evidence.get("of") != EVIDENCE:
            evidence = {}
        return cls(
            id=kept.get("id", ""),
            slope=evidence.get("slope", 1.0),
            offset=evidence.get("offset", 0.0),
            floor=evidence.get("floor", FLOOR),
            modes={sha256: chosen["mode"] for sha256, chosen in kept.get("modes", {}).items()},
        )
