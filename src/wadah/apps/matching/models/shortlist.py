"""What an officer chose for a buyer, who approved it, and what the buyer said."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import pgettext_lazy

from wadah.apps.matching.models.request import BuyerRequest


class Shortlist(models.Model):
    """One version of the products that an officer proposes for a request."""

    class State(models.TextChoices):
        DRAFT = "draft", pgettext_lazy("shortlist", "draft")
        APPROVED = "approved", pgettext_lazy("shortlist", "approved")
        SENT = "sent", pgettext_lazy("shortlist", "sent to the buyer")
        SUPERSEDED = "superseded", pgettext_lazy("shortlist", "superseded")

    request = models.ForeignKey(BuyerRequest, models.CASCADE, related_name="shortlists")
    version = models.PositiveIntegerField()
    state = models.CharField(
        max_length=10, choices=State, default=State.DRAFT, db_index=True
    )
    made_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+"
    )
    made_at = models.DateTimeField()
    # Who changed it last; he does not approve it either.
    changed_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+"
    )
    approved_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, blank=True, related_name="+"
    )
    approved_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    superseded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["request", "version"], name="shortlist_version_once"
            ),
            models.UniqueConstraint(
                fields=["request"],
                condition=Q(state__in=["draft", "approved"]),
                name="one_unsent_shortlist_a_request",
            ),
            models.UniqueConstraint(
                fields=["request"],
                condition=Q(state="sent"),
                name="one_sent_shortlist_a_request",
            ),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True)
                | ~Q(approved_by=F("made_by")) & ~Q(approved_by=F("changed_by")),
                name="shortlist_by_four_eyes",
            ),
            models.CheckConstraint(
                condition=Q(state="draft")
                | Q(approved_by__isnull=False, approved_at__isnull=False),
                name="shortlist_names_who_approved",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["sent", "superseded"])
                | Q(sent_at__isnull=False),
                name="shortlist_says_when_sent",
            ),
        ]


class ShortlistEntry(models.Model):
    """One product of a shortlist, in its place, with what the buyer said of it."""

    class Feedback(models.TextChoices):
        LIKED = "liked", pgettext_lazy("feedback", "interested")
        DECLINED = "declined", pgettext_lazy("feedback", "not for us")
        QUESTION = "question", pgettext_lazy("feedback", "a question")

    shortlist = models.ForeignKey(Shortlist, models.CASCADE, related_name="entries")
    product = models.ForeignKey(
        "registry.Product", models.CASCADE, related_name="shortlist_entries"
    )
    position = models.PositiveSmallIntegerField()
    # What the officer tells the buyer of it.
    note = models.CharField(max_length=500, blank=True)
    # What the match was made of when it was chosen: a later look writes matches anew,
    # here they stay beside the outcome.
    score = models.FloatField(null=True, blank=True)
    parts = models.JSONField(default=dict, blank=True)
    feedback = models.CharField(max_length=10, choices=Feedback, blank=True)
    words = models.TextField(blank=True)
    said_at = models.DateTimeField(null=True, blank=True)
    said_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["position", "pk"]
        verbose_name_plural = "shortlist entries"
        constraints = [
            models.UniqueConstraint(
                fields=["shortlist", "product"], name="shortlist_product_once"
            ),
            models.CheckConstraint(
                condition=Q(feedback="", words="", said_at__isnull=True)
                | ~Q(feedback="") & Q(said_at__isnull=False),
                name="shortlist_feedback_has_day",
            ),
        ]
