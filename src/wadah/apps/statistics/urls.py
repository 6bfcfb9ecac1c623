from __future__ import annotations

from django.urls import path

from wadah.apps.statistics import views

app_name = "statistics"
urlpatterns = [
    path("", views.overview, name="overview"),
    path("funnel.csv", views.funnel_export, name="funnel_export"),
]
