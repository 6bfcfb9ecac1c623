"""How a person comes to act for an organisation: codes, invitations, requests."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from wadah.apps.accounts.models.people import Organisation, Role, User


class Channel(models.TextChoices):
    """The way by which something reaches a person."""

    HAND = "hand", _("handed over by an officer")
    EMAIL = "email", _("e-mail")
    SMS = "sms", _("text message")


class OneTimeCode(models.Model):
    """Six digits that prove a phone number or an address; kept as a keyed hash.

    A row without a hash waits for an officer, who makes the code when the person
    stands before him.
    """

    class Purpose(models.TextChoices):
        CONFIRM = "confirm", _("confirm a new account")
        RECOVER = "recover", _("set a new password")
        CHANGE_LOGIN = "change_login", _("change phone number or address")

    user = models.ForeignKey(User, models.CASCADE, related_name="codes")
    purpose = models.CharField(max_length=20, choices=Purpose)
    channel = models.CharField(max_length=10, choices=Channel)
    code_hash = models.CharField(max_length=64, blank=True)
    new_login = models.CharField(max_length=254, blank=True)
    issued_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    # What the officer looked at before he handed the code over.
    checked = models.CharField(max_length=300, blank=True)
    issued_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    failures = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["-issued_at", "-pk"]


class Invitation(models.Model):
    """That somebody may join an organisation in a role; the token as a hash."""

    organisation = models.ForeignKey(
        Organisation, models.CASCADE, related_name="invitations"
    )
    role = models.CharField(max_length=20, choices=Role)
    name = models.CharField(max_length=120)
    login = models.CharField(max_length=254)
    token_hash = models.CharField(max_length=64, unique=True)
    # By hand: the link was shown once to who invites, to be passed on by himself.
    channel = models.CharField(max_length=10, choices=Channel, default=Channel.HAND)
    invited_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    invited_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    accepted_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    accepted_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-invited_at", "-pk"]


class JoinRequest(models.Model):
    """That a person asks to join an organisation; one of its people decides."""

    class Decision(models.TextChoices):
        OPEN = "open", _("waiting")
        ACCEPTED = "accepted", _("accepted")
        REFUSED = "refused", _("refused")
        WITHDRAWN = "withdrawn", _("withdrawn")

    organisation = models.ForeignKey(
        Organisation, models.CASCADE, related_name="join_requests"
    )
    user = models.ForeignKey(User, models.CASCADE, related_name="join_requests")
    role = models.CharField(max_length=20, choices=Role)
    message = models.CharField(max_length=500, blank=True)
    asked_at = models.DateTimeField(auto_now_add=True)
    decision = models.CharField(max_length=10, choices=Decision, default=Decision.OPEN)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "user"],
                condition=Q(decision="open"),
                name="join_request_once",
            )
        ]
