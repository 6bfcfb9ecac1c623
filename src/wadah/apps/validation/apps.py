from __future__ import annotations

from django.apps import AppConfig


class ValidationConfig(AppConfig):
    name = "wadah.apps.validation"
    label = "validation"
