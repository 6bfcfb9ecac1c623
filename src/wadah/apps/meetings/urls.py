from __future__ import annotations

from django.urls import path

from wadah.apps.meetings import views

app_name = "meetings"
urlpatterns = [
    path("", views.meeting_list, name="meeting_list"),
    path(
        "add/<int:request_pk>/<int:product_pk>/", views.meeting_add, name="meeting_add"
    ),
    path("<int:pk>/", views.meeting_detail, name="meeting_detail"),
    path("<int:pk>/close/", views.meeting_close, name="meeting_close"),
    path("<int:pk>/cancel/", views.meeting_cancel, name="meeting_cancel"),
]
