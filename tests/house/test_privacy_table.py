"""Every column that can hold personal data is declared: purpose, period, who sees."""

from __future__ import annotations

import re

import pytest
from django.apps import apps
from django.db import models

from wadah.apps.accounts.fields import EncryptedTextField
from wadah.apps.accounts.privacy_table import KINDS, NOT_PERSONAL, TABLE, PersonalKind

OURS = (
    "accounts", "registry", "requirements", "validation", "matching", "meetings",
    "exports", "statistics", "operations",
)  # fmt: skip
SOUNDS_PERSONAL = re.compile(
    r"(^|_)(name|phone|email|login|nik|nib|npwp|street|village|address|latitude"
    r"|longitude|holder|contact|given_by|agent|owner|note|notes|message|seen|words"
    r"|before|after|original|cell|paper|number|evidence|proof|body|secret|offered"
    r"|kept|reason)(_|$)"
)
# Keys, flags and days say nothing of their own about a person.
HOLD_NO_TEXT = (models.ForeignKey, models.BooleanField, models.DateField)
DECLARED = [column for kind in TABLE for column in kind.columns]


def list_columns() -> dict[str, models.Field]:
    return {
        f"{model._meta.app_label}.{model.__name__}.{field.name}": field
        for model in apps.get_models()
        if model._meta.app_label in OURS
        for field in model._meta.concrete_fields
    }


def may_be_personal(field: models.Field) -> bool:
    if isinstance(field, HOLD_NO_TEXT) or field.choices:
        return False
    return isinstance(field, (EncryptedTextField, models.EmailField)) or bool(
        SOUNDS_PERSONAL.search(field.name)
    )


def test_no_personal_column_is_missing() -> None:
    missing = {
        name
        for name, field in list_columns().items()
        if may_be_personal(field) and name not in DECLARED and name not in NOT_PERSONAL
    }

    assert missing == set(), "declare it in accounts/privacy_table.py"


def test_every_declared_column_is_there() -> None:
    assert {*DECLARED, *NOT_PERSONAL} - set(list_columns()) == set()


def test_a_column_is_declared_once() -> None:
    assert len(DECLARED) == len(set(DECLARED))
    assert not set(DECLARED) & set(NOT_PERSONAL)
    assert len(KINDS) == len(TABLE)


@pytest.mark.parametrize("kind", TABLE, ids=lambda kind: kind.code)
def test_every_kind_says_all_of_it_in_both_languages(kind: PersonalKind) -> None:
    for text in (kind.label, kind.purpose, kind.basis, kind.period, kind.seen_by):
        assert text.id and text.en and text.id != text.en
