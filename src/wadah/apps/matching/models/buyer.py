"""Buyers abroad."""

from __future__ import annotations

from django.db import models


class Buyer(models.Model):
    """A company abroad that buys; its role is stored, a broker is no end user."""

    organisation = models.OneToOneField(
        "accounts.Organisation", models.PROTECT, null=True, blank=True,
        related_name="buyer",
    )  # fmt: skip
    name = models.CharField(max_length=200)
    country = models.ForeignKey("reference.Market", models.PROTECT, related_name="+")
    kind = models.CharField(max_length=30, blank=True)
    size = models.CharField(max_length=20, blank=True)
    established_on = models.DateField(null=True, blank=True)
    contact_name = models.CharField(max_length=120, blank=True)
    email = models.EmailField(blank=True)
    is_example = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
