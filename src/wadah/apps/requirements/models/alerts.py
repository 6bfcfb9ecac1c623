"""What may change a rule, who wants to know, and what he was told."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class FeedEntry(models.Model):
    """One notification of a draft measure, as a feed announced it."""

    symbol = models.CharField(max_length=60, unique=True)
    # ISO alpha-2 codes and groups the notifying member stands for.
    markets = models.JSONField(default=list)
    member = models.CharField(max_length=120)
    title = models.CharField(max_length=500)
    products = models.TextField(blank=True)
    hs_codes = models.JSONField(default=list)
    families = models.JSONField(default=list)
    distributed_on = models.DateField()
    comments_until = models.DateField(null=True, blank=True)
    adopted_on = models.DateField(null=True, blank=True)
    in_force_on = models.DateField(null=True, blank=True)
    link = models.URLField(max_length=500, blank=True)
    loaded_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["-distributed_on", "symbol"]


class RuleFlag(models.Model):
    """ "May change": a notification touches the goods and the market of a rule."""

    class State(models.TextChoices):
        OPEN = "open", _("to be looked at")
        DISMISSED = "dismissed", _("does not concern the rule")
        TAKEN_UP = "taken_up", _("taken up in a change set")

    entry = models.ForeignKey(FeedEntry, models.CASCADE, related_name="flags")
    rule_row = models.CharField(max_length=30, db_index=True)
    state = models.CharField(
        max_length=10, choices=State, default=State.OPEN, db_index=True
    )
    raised_at = models.DateTimeField(auto_now_add=True)
    decided_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    note = models.TextField(blank=True)
    change_set = models.ForeignKey(
        "requirements.RuleChangeSet",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="flags",
    )

    class Meta:
        ordering = ["-raised_at", "rule_row"]
        constraints = [
            models.UniqueConstraint(
                fields=["entry", "rule_row"], name="rule_flag_once_a_notification"
            ),
            models.CheckConstraint(
                condition=Q(state="open") | Q(decided_at__isnull=False),
                name="rule_flag_says_when_decided",
            ),
        ]


class RuleFollow(models.Model):
    """A person wants to hear of the rules for a product in a market."""

    user = models.ForeignKey(
        "accounts.User", models.CASCADE, related_name="rule_follows"
    )
    organisation = models.ForeignKey(
        "accounts.Organisation", models.CASCADE, null=True, related_name="+"
    )
    family = models.ForeignKey(
        "reference.ProductFamily", models.PROTECT, related_name="+"
    )
    market = models.ForeignKey("reference.Market", models.PROTECT, related_name="+")
    since = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["family", "market"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "family", "market"], name="rule_follow_once"
            ),
        ]


class RuleNotice(models.Model):
    """What a follower was told about a rule, once."""

    class Kind(models.TextChoices):
        CHANGED = "changed", _("the rule has changed")
        STARTS = "starts", _("the rule is about to apply")
        OVERDUE = "overdue", _("the rule should have been checked again")
        MAY_CHANGE = "may_change", _("the rule may change")

    user = models.ForeignKey(
        "accounts.User", models.CASCADE, related_name="rule_notices"
    )
    kind = models.CharField(max_length=10, choices=Kind)
    rule_row = models.CharField(max_length=30)
    rule_version = models.PositiveIntegerField()
    # The day it is about: a start, a day of review, the day of the change.
    about_on = models.DateField()
    family = models.ForeignKey(
        "reference.ProductFamily", models.PROTECT, related_name="+"
    )
    market = models.ForeignKey("reference.Market", models.PROTECT, related_name="+")
    told_at = models.DateTimeField(auto_now_add=True)
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = [F("read_at").asc(nulls_first=True), "-told_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "kind", "rule_row", "rule_version", "about_on"],
                name="rule_notice_told_once",
            ),
        ]
