"""What people do on a case: moves, questions, notes, flags and visits."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class CaseMove(models.Model):
    """A case went from one state to another. Never edited: the clock is read of it."""

    case = models.ForeignKey("validation.Case", models.CASCADE, related_name="moves")
    action = models.CharField(max_length=20)
    from_state = models.CharField(max_length=20)
    to_state = models.CharField(max_length=20)
    note = models.TextField(blank=True)
    by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]


class CaseQuestion(models.Model):
    """Something the checker asks the business; the clock stops until the answer."""

    case = models.ForeignKey(
        "validation.Case", models.CASCADE, related_name="asked_questions"
    )
    # The line of the verdict it is about; empty for the whole case.
    rule = models.CharField(max_length=80, blank=True)
    text = models.TextField()
    asked_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+"
    )
    asked_at = models.DateTimeField()
    answer = models.TextField(blank=True)
    answered_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)
    reminded_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["asked_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_at__isnull=False) | Q(answer=""),
                name="case_answer_has_a_day",
            )
        ]


class CaseNote(models.Model):
    """Advice to the business, or a note that the business never sees."""

    case = models.ForeignKey("validation.Case", models.CASCADE, related_name="notes")
    rule = models.CharField(max_length=80, blank=True)
    text = models.TextField()
    is_internal = models.BooleanField()
    by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]


class CaseFlag(models.Model):
    """A reason for which nothing may be decided, until somebody lifts it."""

    case = models.ForeignKey("validation.Case", models.CASCADE, related_name="flags")
    reason = models.TextField()
    raised_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+"
    )
    raised_at = models.DateTimeField()
    lifted_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, blank=True, related_name="+"
    )
    lifted_at = models.DateTimeField(null=True, blank=True)
    lift_note = models.TextField(blank=True)

    class Meta:
        ordering = ["raised_at", "pk"]
        indexes = [
            models.Index(
                fields=["case"], condition=Q(lifted_at__isnull=True), name="flag_open"
            )
        ]


class CaseVisit(models.Model):
    """A visit to the place of production, point by point of a checklist."""

    case = models.ForeignKey("validation.Case", models.CASCADE, related_name="visits")
    visited_on = models.DateField()
    # Point of the checklist -> yes, no or not_seen, with a remark.
    points = models.JSONField(default=dict)
    summary = models.TextField(blank=True)
    by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-visited_on", "-pk"]


class CaseVisitPhoto(models.Model):
    """What was seen on a visit."""

    visit = models.ForeignKey(CaseVisit, models.CASCADE, related_name="photos")
    file = models.FileField(upload_to="visits/%Y/%m")
    caption = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["pk"]
