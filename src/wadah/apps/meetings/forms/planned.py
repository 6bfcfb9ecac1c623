"""Where a meeting of a draft is put by hand."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from wadah.apps.meetings.forms.slots import SlotField
from wadah.apps.meetings.models import EventTable, EventTimetable


class MoveForm(forms.Form):
    """Slot and table for one meeting."""

    slot = SlotField(label=_("Slot"))
    table = forms.ModelChoiceField(
        label=pgettext_lazy("furniture", "Table"), queryset=EventTable.objects.none()
    )

    def __init__(
        self, data: Any = None, *, timetable: EventTimetable, initial: dict[str, Any]
    ) -> None:
        super().__init__(data, initial=initial)
        cast(SlotField, self.fields["slot"]).offer(timetable.event)
        tables = cast("forms.ModelChoiceField[EventTable]", self.fields["table"])
        tables.queryset = timetable.event.tables.all()
