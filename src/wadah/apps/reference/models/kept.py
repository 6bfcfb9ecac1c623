"""What every row that an administrator keeps has in common."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class KeptQuerySet(models.QuerySet["Kept"]):
    def offered_on(self, day: date) -> Self:
        """Rows that a form may offer on `day`."""
        return self.filter(Q(disabled_from__isnull=True) | Q(disabled_from__gt=day))


class Kept(models.Model):
    """A row that is switched off from a day and never deleted.

    `is_own` tells rows entered or changed here: a newer version of the packaged
    files leaves them alone.
    """

    disabled_from = models.DateField(_("not offered from"), null=True, blank=True)
    is_own = models.BooleanField(default=False, editable=False)

    class Meta:
        abstract = True

    def is_offered_on(self, day: date) -> bool:
        return self.disabled_from is None or day < self.disabled_from
