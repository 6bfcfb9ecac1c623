"""How many there are of what, kept beside the records so that no page counts them."""

from __future__ import annotations

from django.db import models


class RegisterCount(models.Model):
    """Businesses by region, family or month, for the register or one organisation.

    `scope` is "all" or the key of the organisation that cares for them. The actions
    keep the rows by `registry.counting`; every night they are counted anew.
    """

    scope = models.CharField(max_length=20)
    measure = models.CharField(max_length=20)
    key = models.CharField(max_length=60, blank=True)
    count = models.BigIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["scope", "measure", "key"], name="register_count_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.scope} {self.measure} {self.key}: {self.count}"
