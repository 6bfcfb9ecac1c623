from __future__ import annotations

from django.urls import path

from wadah.delivery.operations import views

app_name = "operations"
urlpatterns = [
    path("", views.overview, name="overview"),
    path("backups/<int:pk>/", views.backup_file, name="backup_file"),
]
