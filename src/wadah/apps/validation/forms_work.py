"""Forms of the work on a case. They read; the actions decide."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from wadah.apps.accounts.models import User
from wadah.apps.reference.models import ProductFamily
from wadah.apps.validation.actions.record_visit import MOST_PHOTOS, Seen
from wadah.apps.validation.checklist import LONGEST_REMARK, list_points
from wadah.apps.validation.words_given import LONGEST


class WordsForm(forms.Form):
    """A few words, and the line of the verdict they are about."""

    text = forms.CharField(required=False, max_length=LONGEST)
    rule = forms.CharField(required=False, max_length=80)
    is_internal = forms.BooleanField(required=False)


class HandOverForm(forms.Form):
    """To whom."""

    to = forms.ModelChoiceField(queryset=User.objects.none())

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        to: Any = self.fields["to"]
        to.queryset = people


class _ManyFiles(forms.FileInput):
    allow_multiple_selected = True


class _PhotosField(forms.FileField):
    """Several pictures in one field."""

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        files = data if isinstance(data, (list, tuple)) else [data] if data else []
        return [super(_PhotosField, self).clean(one, initial) for one in files]


class VisitForm(forms.Form):
    """What was seen, point by point."""

    visited_on = forms.DateField(
        label=_("Visited on"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    summary = forms.CharField(
        label=_("In a few words"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    photos = _PhotosField(
        label=_("Photos"),
        required=False,
        help_text=_("Up to %(most)s pictures. Where they were taken is not kept.")
        % {"most": MOST_PHOTOS},
        widget=_ManyFiles(
            attrs={"accept": "image/jpeg,image/png,image/webp", "multiple": True}
        ),
    )

    def __init__(self, *args: Any, family: ProductFamily, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = get_language() or "id"
        self.initial.setdefault("visited_on", timezone.localdate())
        self.points = list_points(family)
        for place, point in enumerate(self.points):
            self.fields[f"seen_{place}"] = forms.ChoiceField(
                label=point.text.in_language(language),
                choices=[
                    ("yes", _("yes")), ("no", _("no")), ("not_seen", _("not seen")),
                ],
                widget=forms.RadioSelect,
            )  # fmt: skip
            self.fields[f"remark_{place}"] = forms.CharField(
                label=_("What was seen"), required=False, max_length=LONGEST_REMARK
            )

    def pairs(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """Answer and remark of each point, in order."""
        return [
            (self[f"seen_{place}"], self[f"remark_{place}"])
            for place in range(len(self.points))
        ]

    def field_of(self, code: str) -> str | None:
        """The field of a point, for a refusal that names it."""
        codes = [point.code for point in self.points]
        return f"remark_{codes.index(code)}" if code in codes else None

    def make_seen(self) -> Seen:
        """What `record_visit` takes."""
        data = self.cleaned_data
        return Seen(
            visited_on=data["visited_on"],
            points={
                point.code: {
                    "seen": data[f"seen_{place}"],
                    "remark": data[f"remark_{place}"],
                }
                for place, point in enumerate(self.points)
            },
            summary=data["summary"],
            photos=data["photos"],
        )
