"""Puts a refusal of an action beside the field it is about."""

from __future__ import annotations

from django import forms
from django.utils.translation import get_language

from wadah.core.values import InvalidInput


def add_refusal(form: forms.Form, error: InvalidInput) -> None:
    """Show the message at its field, or above the form when it has none."""
    name = error.field.split("[")[0].rsplit(".", 1)[-1]
    words = error.message.in_language(get_language() or "id")
    form.add_error(name if name in form.fields else None, words)
