from __future__ import annotations

from django.urls import path

from wadah.apps.requirements.views import rule as views

app_name = "requirements"
urlpatterns = [
    path("", views.rule_list, name="rule_list"),
    path("<str:rule_id>/", views.rule_detail, name="rule_detail"),
]
