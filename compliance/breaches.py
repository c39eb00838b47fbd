"""The breach register at work: how much of the 72 hours is left, and the fields of the authority's form."""

from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _

from compliance.breach_models import Breach

SOON = timedelta(hours=24)


def state(breach: Breach, now: datetime) -> str:
    """Return `not_needed`, `notified`, `late`, `soon` (under 24 hours left) or `running`."""
    if breach.notifications.exists():
        return "notified"
    if not breach.must_be_notified:
        return "not_needed"
    left = breach.due_at - now
    return "late" if left < timedelta() else "soon" if left < SOON else "running"


def countdown(breach: Breach, now: datetime) -> str:
    """Return what is left of the 72 hours, or why none run, in words."""
    match state(breach, now):
        case "notified":
            return _("notified")
        case "not_needed":
            return _("no notification needed")
        case "late":
            return _("late by %(time)s") % {"time": _hours(now - breach.due_at)}
        case _:
            return _("%(time)s left") % {"time": _hours(breach.due_at - now)}


def form(breach: Breach) -> dict[str, Any]:
    """Return the fields of the authority's notification form, under French names as the CNIL asks for them."""
    sent = list(breach.notifications.order_by("sent_at", "pk"))
    return {
        "Responsable du traitement": breach.site.company,
        "Délégué à la protection des données ou point de contact": breach.contact,
        "Date et heure de la prise de connaissance": breach.aware_at.isoformat(),
        "Fin du délai de 72 heures": breach.due_at.isoformat(),
        "Début de la violation": breach.began_at.isoformat() if breach.began_at else None,
        "Fin de la violation": breach.ended_at.isoformat() if breach.ended_at else None,
        "Nature de la violation": _nature(breach),
        "Circonstances et cause": breach.circumstances,
        "Catégories de personnes concernées": breach.person_kinds,
        "Nombre approximatif de personnes concernées": breach.person_count,
        "Catégories de données concernées": breach.record_kinds,
        "Nombre approximatif d’enregistrements concernés": breach.record_count,
        "Conséquences probables": breach.consequences,
        "Mesures prises ou proposées": breach.measures,
        "Risque pour les personnes": RISKS[breach.risk],
        "Motifs de l’évaluation du risque": breach.risk_reason,
        "Motifs du retard": breach.delay_reason or None,
        "Communication aux personnes (article 34)": TELLING[breach.telling],
        "Date de la communication aux personnes": breach.told_on.isoformat() if breach.told_on else None,
        "Notifications": [
            {"Phase": PHASES[one.phase], "Date": one.sent_at.isoformat(), "Autorité": one.authority, "Récépissé": one.receipt}
            for one in sent
        ],
    }


RISKS = {"unlikely": "risque peu probable", "risk": "risque", "high": "risque élevé"}
PHASES = {"initial": "notification initiale", "further": "notification complémentaire", "complete": "notification complète"}
TELLING = {
    "open": "décision à prendre",
    "told": "personnes informées",
    "no_high_risk": "non requise : pas de risque élevé",
    "protected": "non requise : données incompréhensibles, article 34(3)(a)",
    "averted": "non requise : risque élevé écarté, article 34(3)(b)",
    "public": "communication publique, article 34(3)(c)",
}


def _nature(breach: Breach) -> list[str]:
    named = {
        "perte de confidentialité": breach.is_confidentiality,
        "perte d’intégrité": breach.is_integrity,
        "perte de disponibilité": breach.is_availability,
    }
    return [name for name, applies in named.items() if applies]


def _hours(time: timedelta) -> str:
    hours, rest = divmod(int(time.total_seconds()), 3600)
    return f"{hours} h {rest // 60:02d} min"
