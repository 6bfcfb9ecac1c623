"""What was sent, to whom, when, or why not."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from wadah.apps.accounts.fields import EncryptedTextField
from wadah.apps.accounts.models.joining import Channel
from wadah.apps.accounts.models.people import Organisation, User


class OutboxMessage(models.Model):
    """One message; it is written in the transaction that causes it, sent later."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        SENT = "sent", _("sent")
        HANDED_OVER = "handed_over", _("handed over")
        FAILED = "failed", _("not sent")
        CANCELLED = "cancelled", _("cancelled")

    channel = models.CharField(max_length=10, choices=Channel)
    to_user = models.ForeignKey(
        User, models.SET_NULL, null=True, related_name="messages"
    )
    to_address = EncryptedTextField(blank=True, default="")
    organisation = models.ForeignKey(
        Organisation, models.SET_NULL, null=True, related_name="+"
    )
    purpose = models.CharField(max_length=40, db_index=True)
    subject = models.CharField(max_length=200, blank=True)
    # A body may hold a code or a link that opens something: never readable at rest,
    # and emptied once it was sent.
    body = EncryptedTextField(blank=True, default="")
    state = models.CharField(max_length=12, choices=State, default=State.WAITING)
    created_at = models.DateTimeField(auto_now_add=True)
    due_at = models.DateTimeField()
    # After this moment it is of no use any more: a code has run out.
    keep_until = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True, blank=True)
    failure = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["state", "due_at"])]
