"""Forms of groups and their members. They read; actions decide."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wadah.apps.accounts.actor import Actor
from wadah.apps.registry.forms.business import (
    day_field,
    line_field,
    list_region_choices,
)
from wadah.apps.registry.forms.places import set_choices
from wadah.apps.registry.models import Business, Group
from wadah.apps.registry.queries.business import visible_businesses
from wadah.core.language import normalise

MOST_HITS = 20


class GroupForm(forms.Form):
    """A group of businesses."""

    kind = forms.ChoiceField(label=_("Kind of group"), choices=Group.Kind.choices)
    name = line_field(_("Name of the group"), 200, required=True)
    registration = line_field(
        _("Registration number"), 60, help_text=_("Deed or number of the office.")
    )
    region = forms.ChoiceField(label=_("Regency or city"), required=False)
    district = line_field(_("District"), 100)
    village = line_field(_("Village"), 100)
    about = forms.CharField(
        label=_("About the group"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(
        self, *args: Any, actor: Actor, group: Group | None = None, **kwargs: Any
    ) -> None:
        if group is not None:
            kwargs["initial"] = {
                **{name: getattr(group, name) for name in self.base_fields},
                "region": group.region_id or "",
            }
        super().__init__(*args, **kwargs)
        set_choices(self, "region", list_region_choices(actor))


class JoinForm(forms.Form):
    """One of the businesses that were found by name."""

    business = forms.ModelChoiceField(
        label=_("Which business?"),
        queryset=Business.objects.none(),
        widget=forms.RadioSelect,
        empty_label=None,
    )
    since = day_field(
        _("Member since"),
        required=False,
        help_text=_("Leave empty when the day is not known."),
    )

    def __init__(
        self, *args: Any, actor: Actor, group: Group, query: str, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        members = group.members.filter(ended_on__isnull=True).values("business")
        found = visible_businesses(actor).exclude(pk__in=members)
        for word in normalise(query).split():
            found = found.filter(search_name__contains=word)
        first = list(found.order_by("search_name", "pk").values_list("pk", flat=True)[
            :MOST_HITS
        ])  # fmt: skip
        field = self.fields["business"]
        field.queryset = Business.objects.filter(pk__in=first).select_related(  # type: ignore[attr-defined]
            "region"
        )
        field.label_from_instance = _label  # type: ignore[attr-defined]
        self.has_hits = bool(first)


def _label(business: Business) -> str:
    place = ", ".join(
        part for part in (business.village, str(business.region or "")) if part
    )
    return f"{business.name} ({place})" if place else business.name
