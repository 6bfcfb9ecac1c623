"""How long the day and the counts of a sweep stay: the declared rule.

Every sweep of the last 90 days; before them the last one of each month, for five years.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone

from wadah.apps.validation.models import Sweep

KEPT_ALL_DAYS = 90
KEPT_MONTHLY_DAYS = 5 * 365


def thin_sweeps(now: datetime) -> int:
    """Remove the heads of sweeps past the rule; how many went."""
    old = Sweep.objects.filter(made_at__lt=now - timedelta(days=KEPT_ALL_DAYS))
    oldest = now - timedelta(days=KEPT_MONTHLY_DAYS)
    months: set[tuple[int, int]] = set()
    gone = []
    for pk, made_at in old.order_by("-made_at", "-pk").values_list("pk", "made_at"):
        day = timezone.localdate(made_at)
        if made_at < oldest or (day.year, day.month) in months:
            gone.append(pk)
        months.add((day.year, day.month))
    # The latest one bears the lines of today, however old it is.
    latest = Sweep.objects.values_list("pk", flat=True).first()
    removed, _by_model = Sweep.objects.filter(
        pk__in=[pk for pk in gone if pk != latest]
    ).delete()
    return removed
