"""Slots of an event as choices, at the hours of its place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils import timezone
from django.utils.formats import date_format

from wadah.apps.meetings.models import Event, EventSlot

# Django's fields take a parameter for the type checker only.
if TYPE_CHECKING:
    _OneSlot = forms.ModelChoiceField[EventSlot]
    _ManySlots = forms.ModelMultipleChoiceField[EventSlot]
else:
    _OneSlot, _ManySlots = forms.ModelChoiceField, forms.ModelMultipleChoiceField


def slot_words(slot: Any, zone: ZoneInfo) -> str:
    return date_format(timezone.localtime(slot.starts_at, zone), "j M H:i")


class SlotField(_OneSlot):
    """One slot; `offer` says of which event."""

    zone = ZoneInfo("Asia/Jakarta")

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(queryset=EventSlot.objects.none(), **kwargs)

    def offer(self, event: Event) -> None:
        self.zone = ZoneInfo(event.time_zone)
        self.queryset = event.slots.all()

    def label_from_instance(self, obj: EventSlot) -> str:
        return slot_words(obj, self.zone)


class SlotsField(_ManySlots):
    """Several slots."""

    zone = ZoneInfo("Asia/Jakarta")

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            queryset=EventSlot.objects.none(),
            widget=forms.CheckboxSelectMultiple,
            **kwargs,
        )

    def offer(self, event: Event) -> None:
        self.zone = ZoneInfo(event.time_zone)
        self.queryset = event.slots.all()

    def label_from_instance(self, obj: EventSlot) -> str:
        return slot_words(obj, self.zone)
