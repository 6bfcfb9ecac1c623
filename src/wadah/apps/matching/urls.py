from __future__ import annotations

from django.urls import path

from wadah.apps.matching import views

app_name = "matching"
urlpatterns = [
    path("", views.request_list, name="request_list"),
    path("add/", views.request_add, name="request_add"),
    path("export/", views.request_export, name="request_export"),
    path("<int:pk>/", views.request_detail, name="request_detail"),
    path("<int:pk>/match/", views.request_match, name="request_match"),
    path("<int:pk>/promise/<int:product_pk>/", views.promise_add, name="promise_add"),
]
