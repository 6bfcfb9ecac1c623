"""What a list says of permits and certificates; nobody has checked it."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from wadah.apps.registry.models.business import Business


class StatedCertificate(models.Model):
    """A permit or certificate that a list names for a business: stated, not checked.

    It is offered when a document is added, and is no document itself.
    """

    class Kind(models.TextChoices):
        IUMK = "iumk", _("micro business permit (IUMK)")
        PIRT = "pirt", _("home food permit (P-IRT)")
        HALAL = "halal", _("halal certificate")
        MARK = "mark", _("trade mark")
        BPOM = "bpom", _("food registration (BPOM MD)")
        OTHER = "other", _("other permit")

    business = models.ForeignKey(
        Business, models.CASCADE, related_name="stated_certificates"
    )
    kind = models.CharField(max_length=10, choices=Kind)
    number = models.CharField(max_length=100, blank=True)
    issued_on = models.DateField(null=True, blank=True)
    # The cell as it stood, and the sheet it stood in.
    stated = models.CharField(max_length=500)
    sheet = models.CharField(max_length=100, blank=True)

    class Meta:
        ordering = ["business", "kind", "pk"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.number}".strip()
