"""Every address, step by step of the journey."""

from __future__ import annotations

from django.contrib import admin
from django.urls import include, path

from wadah.delivery.api.router import api
from wadah.delivery.web.steps import join_steps

join_steps()
urlpatterns = [
    path("", include("wadah.delivery.web.urls")),
    path("account/", include("wadah.apps.accounts.urls")),
    path("", include("wadah.apps.registry.urls")),
    path("rules/", include("wadah.apps.requirements.urls")),
    path("cases/", include("wadah.apps.validation.urls")),
    path("sheets/", include("wadah.apps.validation.urls_sheets")),
    path("requests/", include("wadah.apps.matching.urls")),
    path("meetings/", include("wadah.apps.meetings.urls")),
    path("deals/", include("wadah.apps.exports.urls")),
    path("statistics/", include("wadah.apps.statistics.urls")),
    path("reference/", include("wadah.delivery.reference.urls")),
    path("operations/", include("wadah.delivery.operations.urls")),
    path("api/v1/", api.urls),
    path("admin/", admin.site.urls),
]
