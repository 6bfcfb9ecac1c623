"""What the parts of a score weigh in this installation."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import fields

from wadah.core.matching import Weights
from wadah.core.values import InvalidInput, Text

VARIABLE = "WADAH_MATCH_WEIGHTS"


def read_weights(environ: Mapping[str, str] = os.environ) -> Weights:
    """The weights of the environment, as `quality=0.4,volume=0.3`; else the defaults.

    Read from the environment and not from Django's settings: `wadah match` answers on
    a file without starting Django. Raises `InvalidInput`.
    """
    written = environ.get(VARIABLE, "").strip()
    known = {field.name for field in fields(Weights)}
    given: dict[str, float] = {}
    for part in filter(None, (one.strip() for one in written.split(","))):
        name, _, number = part.partition("=")
        try:
            weight = float(number)
        except ValueError:
            weight = -1.0
        if name.strip() not in known or not 0 <= weight < float("inf"):
            raise InvalidInput(VARIABLE, "weights_format", _FORMAT)
        given[name.strip()] = weight
    return Weights(**given)


_FORMAT = Text(
    "Tulis bobot seperti quality=0.4,volume=0.3,readiness=0.2,papers=0.1.",
    "Write weights as quality=0.4,volume=0.3,readiness=0.2,papers=0.1.",
)
