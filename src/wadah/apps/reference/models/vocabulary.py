"""Document types and parameters: the closed lists of the rules, as rows.

Slug and words belong to the rules of the installed version. What an administrator
keeps is whether a word is still offered, and a note of his office.
"""

from __future__ import annotations

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from wadah.apps.reference.models.kept import Kept


class Word(Kept):
    """A slug with its name in both languages."""

    slug = models.CharField(_("code"), max_length=80, primary_key=True)
    name_id = models.CharField(_("name in Indonesian"), max_length=200)
    name_en = models.CharField(_("name in English"), max_length=200)
    note = models.CharField(_("note of the office"), max_length=200, blank=True)

    class Meta:
        abstract = True
        ordering = ["slug"]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return self.name_id if (get_language() or "id") == "id" else self.name_en


class DocumentType(Word):
    """A kind of paper that a rule may ask for."""

    # What a paper of the kind is bound to: the business, its site, a lot, a shipment.
    bound = models.CharField(_("bound to"), max_length=8)


class Parameter(Word):
    """What a laboratory measures, with its usual unit and basis."""

    unit = models.CharField(_("unit"), max_length=20, blank=True)
    basis = models.CharField(_("basis"), max_length=20, blank=True)
