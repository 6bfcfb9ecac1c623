"""Records that may be one business, and those that became one."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from wadah.apps.registry.models.business import Business


class PossibleDuplicate(models.Model):
    """Two records that may be one business; an officer decides.

    `first` is the record with the smaller key, so that a pair exists once.
    """

    class State(models.TextChoices):
        OPEN = "open", _("waiting")
        MERGED = "merged", _("merged")
        NEVER = "never", _("never the same")

    first = models.ForeignKey(Business, models.CASCADE, related_name="+")
    second = models.ForeignKey(Business, models.CASCADE, related_name="+")
    reason = models.CharField(max_length=60)
    # Probability of being one business, by the model of the search; empty for a pair
    # that a rule named.
    score = models.DecimalField(max_digits=5, decimal_places=4, null=True, blank=True)
    # What agrees and what differs, by field and level, with its weight.
    evidence = models.JSONField(default=list, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    found_at = models.DateTimeField(auto_now_add=True)
    decided_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="duplicate_once")
        ]
        indexes = [models.Index(fields=["state", "-score"])]

    @property
    def records(self) -> tuple[Business, Business]:
        return self.first, self.second


class Merge(models.Model):
    """Two records became one; both histories stay, and it can be undone."""

    kept = models.ForeignKey(Business, models.PROTECT, related_name="merges")
    absorbed = models.ForeignKey(Business, models.PROTECT, related_name="+")
    # Keys of the rows that moved, by table; values of `kept` before it was filled.
    moved = models.JSONField(default=dict)
    before = models.JSONField(default=dict)
    # What the merge wrote into `kept`: an undo gives back only what still stands so.
    after = models.JSONField(default=dict)
    reason = models.CharField(max_length=200, blank=True)
    merged_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+"
    )
    merged_at = models.DateTimeField(auto_now_add=True)
    undone_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+"
    )
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-merged_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["absorbed"],
                condition=Q(undone_at__isnull=True),
                name="absorbed_once",
            )
        ]
