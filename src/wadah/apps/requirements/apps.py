from __future__ import annotations

from django.apps import AppConfig


class RequirementsConfig(AppConfig):
    name = "wadah.apps.requirements"
    label = "requirements"
