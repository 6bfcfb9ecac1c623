from __future__ import annotations

from django.urls import path

from wadah.delivery.reference import classify_views, hs_views, rate_views, views

app_name = "reference"
urlpatterns = [
    path("", views.index, name="index"),
    path("hs/", hs_views.hs_list, name="hs_list"),
    path("hs/export/", hs_views.hs_export, name="hs_export"),
    path("hs/<str:edition>/<str:code>/", hs_views.hs_detail, name="hs_detail"),
    path("classify/", classify_views.classify, name="classify"),
    path("classify/confirm/", classify_views.confirm, name="confirm"),
    path("confirmed/", classify_views.confirmed_list, name="confirmed_list"),
    path("confirmed/export/", classify_views.confirmed_export, name="confirmed_export"),
    path(
        "confirmed/<int:pk>/undo/",
        classify_views.confirmed_undo,
        name="confirmed_undo",
    ),
    path("rates/load/", rate_views.rate_load, name="rate_load"),
    path("rates/example/", rate_views.rate_example, name="rate_example"),
    path("<slug:slug>/", views.row_list, name="row_list"),
    path("<slug:slug>/export/", views.row_export, name="row_export"),
    path("<slug:slug>/add/", views.row_add, name="row_add"),
    path("<slug:slug>/row/<str:pk>/", views.row_edit, name="row_edit"),
]
