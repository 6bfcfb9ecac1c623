"""Fields that several forms of this step share."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms


def day_field(label: Any) -> forms.DateField:
    return forms.DateField(
        label=label,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )


def word_field(label: Any, words: Mapping[str, Any]) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label, required=False, choices=[("", ""), *words.items()]
    )
