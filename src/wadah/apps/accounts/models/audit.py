"""The audit trail."""

from __future__ import annotations

from django.db import models

from wadah.apps.accounts.models.people import Organisation, User


class AuditRow(models.Model):
    """Who did what, for whom, when, what before and after, by which rule.

    Append-only: a trigger of the database refuses update and delete. It lets one thing
    through: the values of `before` and `after` may be emptied of a person's data, which
    sets `redacted_at`; who, when, what and on which row can never change.
    """

    at = models.DateTimeField(auto_now_add=True, db_index=True)
    actor = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    acting_for = models.ForeignKey(
        Organisation, models.PROTECT, null=True, related_name="+"
    )
    verb = models.CharField(max_length=60, db_index=True)
    target_kind = models.CharField(max_length=60)
    target_id = models.CharField(max_length=60)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    rule = models.CharField(max_length=40, blank=True)
    redacted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["target_kind", "target_id"])]
