"""What the page of components shows: a form of every control, figures for charts."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wadah.delivery.web.templatetags.icons import ICONS
from wadah.delivery.web.templatetags.wadah_ui import RUNGS, STATUSES, VERDICTS

# Made up, to show the shades; the page says so.
TILE_COUNTS = (
    ("18.01", "Kabupaten Lampung Selatan", 212),
    ("18.02", "Kabupaten Lampung Tengah", 188),
    ("18.03", "Kabupaten Lampung Utara", 97),
    ("18.04", "Kabupaten Lampung Barat", 154),
    ("18.05", "Kabupaten Tulang Bawang", 61),
    ("18.06", "Kabupaten Tanggamus", 131),
    ("18.07", "Kabupaten Lampung Timur", 143),
    ("18.08", "Kabupaten Way Kanan", 58),
    ("18.09", "Kabupaten Pesawaran", 76),
    ("18.10", "Kabupaten Pringsewu", 83),
    ("18.11", "Kabupaten Mesuji", 34),
    ("18.12", "Kabupaten Tulang Bawang Barat", 29),
    ("18.13", "Kabupaten Pesisir Barat", 47),
    ("18.71", "Kota Bandar Lampung", 260),
    ("18.72", "Kota Metro", 0),
)
SERIES = (
    (date(2026, 6, 1), 12),
    (date(2026, 7, 1), 18),
    (date(2026, 8, 1), 15),
    (date(2026, 9, 1), 27),
    (date(2026, 10, 1), 31),
    (date(2026, 11, 1), 24),
)


class SampleForm(forms.Form):
    """One control of each kind; the second is always refused."""

    name = forms.CharField(
        label=gettext_lazy("Name of the product"),
        help_text=gettext_lazy("As your customers call it."),
    )
    amount = forms.IntegerField(
        label=gettext_lazy("Kilograms a month"), min_value=1, max_value=1_000_000
    )
    market = forms.ChoiceField(
        label=gettext_lazy("Market"), choices=(("DE", "DE"), ("AU", "AU"))
    )
    day = forms.DateField(
        label=gettext_lazy("Day of harvest"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
    )
    about = forms.CharField(
        label=gettext_lazy("About it"), required=False, widget=forms.Textarea
    )
    photo = forms.FileField(
        label=gettext_lazy("Photo"),
        required=False,
        widget=forms.FileInput(
            attrs={"accept": "image/*", "capture": "environment", "data-shrink": ""}
        ),
    )
    grade = forms.ChoiceField(
        label=gettext_lazy("Grade"),
        choices=(("4", "4"), ("5", "5")),
        widget=forms.RadioSelect,
    )
    public = forms.BooleanField(label=gettext_lazy("Show it to buyers"), required=False)


def make_samples() -> dict[str, Any]:
    """Context of the page of components."""
    form = SampleForm(
        {"name": "Robusta", "amount": "0", "market": "DE", "grade": "4"},
    )
    form.is_valid()
    return {
        "form": form,
        "icons": sorted(ICONS),
        "verdicts": list(VERDICTS),
        "statuses": list(STATUSES),
        "rungs": list(RUNGS),
        "bars": [
            {"name": _("Registered"), "count": 1440},
            {"name": _("Assessed"), "count": 812},
            {"name": _("Matched"), "count": 146},
            {"name": _("Shipped"), "count": 23},
        ],
        "tiles": [
            {"code": code, "name": name, "registered": count}
            for code, name, count in TILE_COUNTS
        ],
        "series": SERIES,
        "page_obj": Paginator(range(60), 24).page(2),
        "today": date(2026, 11, 24),
    }
