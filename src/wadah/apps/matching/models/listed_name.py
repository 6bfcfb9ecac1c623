"""Lists of names that an organisation loads: of the United Nations, of the EU."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class NameList(models.Model):
    """One list as it was loaded; a newer one of the same publisher replaces it."""

    publisher = models.CharField(max_length=10, choices=[("un", "UN"), ("eu", "EU")])
    layout = models.CharField(max_length=10)
    dated_on = models.DateField()
    sha256 = models.CharField(max_length=64)
    entries = models.PositiveIntegerField()
    names = models.PositiveIntegerField()
    skipped = models.PositiveIntegerField(default=0)
    is_current = models.BooleanField(default=True)
    loaded_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+"
    )
    loaded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-loaded_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["publisher"],
                condition=Q(is_current=True),
                name="name_list_one_current",
            )
        ]


class ListedName(models.Model):
    """One name or alias of an entry of a list."""

    list = models.ForeignKey(NameList, models.CASCADE, related_name="rows")
    entry = models.CharField(max_length=60)
    is_person = models.BooleanField()
    name = models.CharField(max_length=300)
    search_name = models.CharField(max_length=300)
    programme = models.CharField(max_length=100, blank=True)

    class Meta:
        ordering = ["pk"]
