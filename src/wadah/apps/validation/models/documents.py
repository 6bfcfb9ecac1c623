"""Papers and what was made of them."""

from __future__ import annotations

from django.db import models


class Document(models.Model):
    """One paper of a type of the vocabulary."""

    business = models.ForeignKey(
        "registry.Business", models.CASCADE, related_name="documents"
    )
    product = models.ForeignKey(
        "registry.Product", models.CASCADE, null=True, blank=True,
        related_name="documents",
    )  # fmt: skip
    lot = models.ForeignKey(
        "registry.Lot", models.CASCADE, null=True, blank=True,
        related_name="documents",
    )  # fmt: skip
    type = models.CharField(max_length=60, db_index=True)
    number = models.CharField(max_length=100, blank=True)
    issuer = models.CharField(max_length=200, blank=True)
    holder = models.CharField(max_length=200, blank=True)
    scope = models.JSONField(default=dict, blank=True)
    issued_on = models.DateField(null=True, blank=True)
    expires_on = models.DateField(null=True, blank=True)
    file = models.FileField(upload_to="documents/%Y/%m", blank=True)
    file_name = models.CharField(max_length=200, blank=True)
    # Of the bytes as they were handed in: the same file is known again.
    sha256 = models.CharField(max_length=64, blank=True, db_index=True)
    # Empty where no scanner was configured.
    scanned_at = models.DateTimeField(null=True, blank=True)
    added_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+"
    )
    checked_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, blank=True, related_name="+"
    )
    checked_on = models.DateField(null=True, blank=True)
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["type", "-added_at"]
        # The two queues of an officer's first page.
        indexes = [
            models.Index(
                fields=["added_at"],
                condition=models.Q(checked_on__isnull=True),
                name="document_to_check",
            ),
            models.Index(fields=["expires_on"], name="document_by_expiry"),
        ]


class PaperDraft(models.Model):
    """A file that was handed in and read, until a person says what it is.

    It counts for nothing. Whoever handed it in makes a paper of it, or it goes.
    """

    class Reading(models.TextChoices):
        WAITING = "waiting", "waiting"
        READ = "read", "read"
        NOTHING = "nothing", "nothing"

    business = models.ForeignKey(
        "registry.Business", models.CASCADE, related_name="paper_drafts"
    )
    file = models.FileField(upload_to="drafts/%Y/%m")
    file_name = models.CharField(max_length=200, blank=True)
    sha256 = models.CharField(max_length=64, db_index=True)
    scanned_at = models.DateTimeField(null=True, blank=True)
    reading = models.CharField(
        max_length=10, choices=Reading.choices, default=Reading.WAITING
    )
    # Field -> value and the words it was read from; the rest of the text is not kept.
    proposal = models.JSONField(default=dict, blank=True)
    by = models.ForeignKey("accounts.User", models.CASCADE, related_name="+")
    at = models.DateTimeField(auto_now_add=True, db_index=True)

    class Meta:
        ordering = ["-at", "-pk"]
