"""A copy of a person's data leaves nothing out, or says why."""

from __future__ import annotations

from django.apps import apps
from django.db import models

from wadah.apps.accounts.models import User
from wadah.apps.accounts.privacy_table import TABLE
from wadah.apps.registry.personal_rows import NOT_COPIED, ROWS

COPIED = {rows.label for rows in ROWS if rows.is_copied}
DECLARED = {column.rsplit(".", 1)[0] for kind in TABLE for column in kind.columns}
FRAMEWORK = {"auth", "admin", "contenttypes", "sessions"}


def list_keys_to_people() -> dict[str, list[models.ForeignKey]]:
    found: dict[str, list[models.ForeignKey]] = {}
    for model in apps.get_models():
        if model._meta.app_label in FRAMEWORK:
            continue
        label = f"{model._meta.app_label}.{model.__name__}"
        for field in model._meta.concrete_fields:
            if isinstance(field, models.ForeignKey) and field.related_model is User:
                found.setdefault(label, []).append(field)
    return found


def test_every_table_about_people_is_copied_or_named_with_a_reason() -> None:
    about_people = {*list_keys_to_people(), *DECLARED}

    assert about_people - COPIED - set(NOT_COPIED) == set(), (
        "add it to ROWS of registry/personal_rows.py, or to NOT_COPIED with a reason"
    )


def test_what_is_left_out_is_there_and_has_a_reason() -> None:
    labels = {f"{m._meta.app_label}.{m.__name__}" for m in apps.get_models()}

    assert set(NOT_COPIED) - labels == set()
    assert COPIED & set(NOT_COPIED) == set()
    assert [label for label, reason in NOT_COPIED.items() if len(reason) < 15] == []


def test_a_row_that_goes_with_a_person_is_found_by_his_key() -> None:
    by_key = {(rows.label, rows.user) for rows in ROWS}
    lost = {
        (label, field.name)
        for label, fields in list_keys_to_people().items()
        for field in fields
        if field.remote_field.on_delete is models.CASCADE
        and (label, field.name) not in by_key
    }

    assert lost == set()
