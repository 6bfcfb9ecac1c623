"""By which words a list names a request."""

from __future__ import annotations

from django.db import models

from wadah.apps.matching.models.buyer import Buyer
from wadah.apps.matching.models.request import BuyerRequest


class ImportedRequest(models.Model):
    """The reference by which a list that is loaded again knows a request."""

    request = models.OneToOneField(
        BuyerRequest, models.CASCADE, related_name="imported_as"
    )
    buyer = models.ForeignKey(Buyer, models.CASCADE, related_name="+")
    reference = models.CharField(max_length=200)
    # Of what the row said, to tell whether a later one says otherwise.
    content = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["buyer", "reference"], name="request_reference_once"
            )
        ]
