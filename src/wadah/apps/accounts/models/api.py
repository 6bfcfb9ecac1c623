"""Keys by which a program asks on behalf of a person."""

from __future__ import annotations

from django.db import models

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
