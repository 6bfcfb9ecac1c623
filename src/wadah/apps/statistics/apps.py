from __future__ import annotations

from django.apps import AppConfig


class StatisticsConfig(AppConfig):
    name = "wadah.apps.statistics"
    label = "statistics"
