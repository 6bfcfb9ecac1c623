"""What is written about a request, what is attached to it, and who saw it."""

from __future__ import annotations

from django.db import models

from wadah.apps.matching.models.request import BuyerRequest


class RequestMessage(models.Model):
    """One message of the thread: to all who see the request, or with one business."""

    request = models.ForeignKey(BuyerRequest, models.CASCADE, related_name="messages")
    # With whom it is; none means that everybody who sees the request reads it.
    business = models.ForeignKey(
        "registry.Business", models.PROTECT, null=True, related_name="+"
    )
    text = models.TextField(blank=True)
    file = models.FileField(upload_to="requests/", blank=True)
    file_name = models.CharField(max_length=200, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    scanned_at = models.DateTimeField(null=True, blank=True)
    by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    # In which role, since a person can have several.
    side = models.CharField(
        max_length=10,
        choices=[("buyer", "buyer"), ("business", "business"), ("office", "office")],
    )
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]


class RequestView(models.Model):
    """That a business or an officer opened a request: first, last, how often."""

    request = models.ForeignKey(BuyerRequest, models.CASCADE, related_name="views")
    user = models.ForeignKey("accounts.User", models.CASCADE, related_name="+")
    organisation = models.ForeignKey(
        "accounts.Organisation", models.CASCADE, null=True, related_name="+"
    )
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()
    times = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-last_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["request", "user", "organisation"],
                name="request_view_once_a_person",
            )
        ]
