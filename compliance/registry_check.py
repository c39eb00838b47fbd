"""What the registry of personal data lacks, told before any command runs: a model, a field, a path, an owner."""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.core.checks import CheckMessage, Error
from django.db import models

from compliance import owners, registry, retention
from compliance.registry import Declaration

NEVER_WORDS = (  # what can hold nobody's words
    models.IntegerField,
    models.BooleanField,
    models.DateField,
    models.TimeField,
    models.UUIDField,
    models.FloatField,
    models.DecimalField,
    models.DurationField,
    models.AutoField,
)


def check_registry(app_configs: Any, **options: Any) -> list[CheckMessage]:
    """Return an error for whatever holds, or may hold, data of people and is not declared."""
    return list(problems(apps.get_models(include_auto_created=True), registry.declared()))


def problems(found: list[type[models.Model]], declared: dict[str, Declaration]) -> Iterator[CheckMessage]:
    """Yield what is wrong with the declarations of these models."""
    concrete = [model for model in found if not model._meta.proxy]
    of_people = {name for name, one in declared.items() if one.is_personal}
    for model in concrete:
        one = declared.get(model._meta.label)
        yield from _of_model(model, one, of_people) if one else _of_stranger(model, of_people)


def _of_stranger(model: type[models.Model], of_people: set[str]) -> Iterator[CheckMessage]:
    """Speak of a model without a declaration; one without words and without a way to anybody needs none."""
    label = model._meta.label
    for name in wordy(model):
        yield _error(f"{label}.{name} may hold personal data, and {label} is not declared.", "E030")
    for name in ways(model, of_people):
        if not model._meta.auto_created:
            yield _error(f"{label}.{name} leads to people’s rows, and {label} is not declared.", "E031")


def _of_model(model: type[models.Model], one: Declaration, of_people: set[str]) -> Iterator[CheckMessage]:
    has = {field.name for field in model._meta.get_fields()}
    for name in sorted(set(wordy(model)) - {*one.personal, *one.harmless}):
        yield _error(f"{one.model}.{name} may hold personal data and is not declared.", "E030")
    for name in sorted(set(ways(model, of_people)) - set(one.links)):
        yield _error(f"{one.model}.{name} leads to people’s rows and is not declared as a link.", "E031")
    for name in sorted(one.fields - has):
        yield _error(f"{one.model}.{name} is declared and does not exist.", "E033")
    if one.is_personal:
        yield from _of_duties(one)


def _of_duties(one: Declaration) -> Iterator[CheckMessage]:
    if one.owner not in {*owners.names(), *registry.keepers()}:
        yield _error(f"Nobody answers for {one.owner!r}, which is said to hold {one.model}.", "E032")
    if one.retention not in retention.RULES:
        yield _error(f"{one.model} is kept after the rule {one.retention!r}, which does not exist.", "E034")
    if one.purpose not in registry.PURPOSES:
        yield _error(f"{one.model} serves the purpose {one.purpose!r}, which does not exist.", "E034")
    for duty in ("exported", "restricted", "erased"):
        if not getattr(one, duty):
            yield _error(f"It is not declared how {one.model} is {duty}.", "E035")


def wordy(model: type[models.Model]) -> Iterator[str]:
    """Yield the columns that can hold somebody's words or likeness: all that are no number, time, choice or key."""
    for column in model._meta.local_concrete_fields:
        if not (column.is_relation or column.choices or isinstance(column, NEVER_WORDS)):
            yield column.name


def ways(model: type[models.Model], of_people: set[str]) -> Iterator[str]:
    """Yield the relations that lead to rows of people."""
    for column in [*model._meta.local_fields, *model._meta.local_many_to_many]:
        target = column.related_model
        if isinstance(target, type) and target._meta.label in of_people:
            yield column.name


def _error(message: str, number: str) -> CheckMessage:
    hint = "Declare it in the app’s personal_data.py: what it holds, whose, why, for how long, how it is exported and erased."
    return Error(message, hint=hint, id=f"guichet.{number}")
