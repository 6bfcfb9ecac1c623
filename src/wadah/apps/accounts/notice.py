"""What a message says, in both languages."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise

from wadah.core.values import Text

_EMPTY = Text("", "")


@dataclass(frozen=True, slots=True)
class Notice:
    """What a message says; `%(name)s` stands where a value comes in."""

    label: str | Promise
    subject: Text
    body: Text = _EMPTY
