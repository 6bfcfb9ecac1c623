"""When a product is shown to everybody: the one condition."""

from __future__ import annotations

from django.db.models import Q

# The business wants it, for itself and for the product, and an approval stands behind
# the product: the step of validation keeps that column, and takes it back by itself.
SHOWN = Q(is_published=True, is_proved=True, business__is_published=True)
