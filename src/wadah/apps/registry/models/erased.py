"""Marks of records that were erased, so that an old list does not bring them back."""

from __future__ import annotations

from django.db import models


class ErasedRecord(models.Model):
    """A keyed hash of how a list names an erased business; no one reads it back."""

    mark = models.CharField(max_length=64, unique=True)
    erased_on = models.DateField()
