from __future__ import annotations

from django.apps import AppConfig


class ReferenceScreensConfig(AppConfig):
    name = "wadah.delivery.reference"
    label = "reference_screens"
