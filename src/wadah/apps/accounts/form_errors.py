"""Puts a refusal of an action beside the field of a form it is about."""

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
    form.add_error(_find_field(form, error.field), in_language(error.message))


def _find_field(form: forms.Form, path: str) -> str | None:
    """The form's field of a path such as `specs[0].unit` or `attributes.dried`."""
    parts = path.split("[")[0].split(".")
    names = (parts[0], f"attribute_{parts[-1]}", parts[-1])
    return next((name for name in names if name in form.fields), None)


def in_language(text: Text) -> str:
    """The sentence in the language of this page."""
    return text.in_language(get_language() or "id")
