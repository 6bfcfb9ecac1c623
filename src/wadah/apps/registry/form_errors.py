"""Puts a refusal of an action beside the field it is about."""

from __future__ import annotations

from django import forms
from django.utils.translation import get_language

from wadah.apps.accounts.process_rules import Refused
from wadah.core.values import InvalidInput, Text


def add_refusal(form: forms.Form, error: InvalidInput | Refused) -> None:
    """Show the message at its field, or above the form when it has none."""
    if isinstance(error, Refused):
        form.add_error(None, in_language(error.rule.sentence))
        return
    name = error.field.split("[")[0]
    if name.startswith("attributes."):
        name = f"attribute_{name.removeprefix('attributes.')}"
    form.add_error(name if name in form.fields else None, in_language(error.message))


def in_language(text: Text) -> str:
    """The sentence in the language of this page."""
    return text.in_language(get_language() or "id")
