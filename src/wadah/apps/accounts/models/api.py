"""Keys by which a program asks on behalf of a person."""

from __future__ import annotations

from django.db import models

from wadah.apps.accounts.fields import EncryptedTextField
from wadah.apps.accounts.models.people import Membership, User


class ApiToken(models.Model):
    """A token of one membership, so it can do what that role may; kept as a hash."""

    membership = models.ForeignKey(Membership, models.CASCADE, related_name="tokens")
    name = models.CharField(max_length=80)
    token_hash = models.CharField(max_length=64, unique=True)
    hint = models.CharField(max_length=8)
    created_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return self.name


class ApiReply(models.Model):
    """What a request with an `Idempotency-Key` was answered, kept for a day.

    Who sends the same key and body again gets the same answer and nothing is done
    twice. The caller stands here as a hash only.
    """

    caller = models.CharField(max_length=64)
    key = models.CharField(max_length=100)
    request_hash = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField()
    content_type = models.CharField(max_length=60)
    # The answer may hold names and phone numbers.
    body = EncryptedTextField(blank=True, default="")
    at = models.DateTimeField(auto_now_add=True, db_index=True)

    class Meta:
        verbose_name_plural = "API replies"
        constraints = [
            models.UniqueConstraint(fields=["caller", "key"], name="api_reply_once")
        ]
