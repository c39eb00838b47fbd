"""Finding a row by what is sealed in it: a keyed hash beside the sealed column, equal for equal words and nothing else."""

import hmac
import unicodedata
from typing import Any

from django.db import models

from chatbot import conf

FIXED: dict[str, Any] = {"max_length": 64, "db_index": True, "blank": True, "editable": False, "default": ""}


def blind(words: str) -> str:
    """Return the keyed hash of words, whatever their case and the spaces around them; "" of none."""
    plain = unicodedata.normalize("NFKC", words).strip().casefold()
    return hmac.digest(conf.secret("index").encode(), plain.encode(), "sha256").hex() if plain else ""


class BlindIndexField(models.CharField):  # type: ignore[type-arg]  # generic in its stubs only
    """The keyed hash of the column named `of`, kept with it by itself."""

    def __init__(self, *args: Any, of: str, **options: Any) -> None:
        self.of = of
        super().__init__(
            *args, **{**options, "max_length": 64, "db_index": True, "blank": True, "editable": False, "default": ""}
        )

    def deconstruct(self) -> tuple[str, str, Any, dict[str, Any]]:
        """Return how a migration makes this field again."""
        name, path, args, options = super().deconstruct()
        kept = {
            key: value for key, value in options.items() if key not in {"max_length", "db_index", "blank", "editable", "default"}
        }
        return name, path, args, {**kept, "of": self.of}

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        """Return the hash of what the other column holds now."""
        return blind(getattr(model_instance, self.of))
