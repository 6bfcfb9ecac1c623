"""Changes of the rules between two releases; the packaged files stay the base."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class RuleChangeSet(models.Model):
    """What one person proposes to change and another one approves or rejects."""

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        PROPOSED = "proposed", _("waiting for a second person")
        APPROVED = "approved", _("approved")
        REJECTED = "rejected", _("rejected")
        WITHDRAWN = "withdrawn", _("withdrawn")

    title = models.CharField(max_length=150)
    reason = models.TextField()
    source = models.CharField(max_length=300)
    state = models.CharField(
        max_length=10, choices=State, default=State.DRAFT, db_index=True
    )
    # The day from which the law is another one; who knew it when is `decided_at`.
    effective_on = models.DateField()
    proposed_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    started_at = models.DateTimeField(auto_now_add=True)
    proposed_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True, db_index=True)
    decision_note = models.TextField(blank=True)

    class Meta:
        ordering = ["-started_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("proposed_by")),
                name="rule_change_by_four_eyes",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["approved", "rejected"])
                | Q(decided_by__isnull=False, decided_at__isnull=False),
                name="rule_change_names_who_decided",
            ),
        ]


class RuleChange(models.Model):
    """One row of the rule base that ends, begins, or goes on in another version."""

    class Kind(models.TextChoices):
        REPLACE = "replace", _("the rule changes on the day")
        CORRECT = "correct", _("the row was wrong and is put right")
        CLOSE = "close", _("the rule ends on the day")
        OPEN = "open", _("a new rule begins on the day")

    change_set = models.ForeignKey(
        RuleChangeSet, models.CASCADE, related_name="changes"
    )
    kind = models.CharField(max_length=10, choices=Kind)
    rule_row = models.CharField(max_length=30, db_index=True)
    # The version that is closed; none for a new rule.
    closes_version = models.PositiveIntegerField(null=True, blank=True)
    # The new version as TOML of the rule files, whole: no defaults stand behind it.
    toml = models.TextField(blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["change_set", "rule_row"], name="rule_row_once_a_change_set"
            ),
        ]


class RuleBaseStamp(models.Model):
    """One row: it changes whenever a change set is approved.

    Every process looks at it before it uses the rules it has read.
    """

    ONLY = 1

    stamp = models.UUIDField(default=uuid.uuid4)
    changed_at = models.DateTimeField(auto_now=True)
