from __future__ import annotations

from django.urls import path

from wadah.apps.exports import views

app_name = "exports"
urlpatterns = [
    path("", views.deal_list, name="deal_list"),
    path("to-confirm/", views.rung_queue, name="rung_queue"),
    path("add/<int:request_pk>/<int:product_pk>/", views.deal_add, name="deal_add"),
    path("<int:pk>/", views.deal_detail, name="deal_detail"),
    path("<int:pk>/rungs/add/", views.rung_add, name="rung_add"),
    path("rungs/<int:pk>/proof/", views.rung_proof, name="rung_proof"),
    path("rungs/<int:pk>/confirm/", views.rung_confirm, name="rung_confirm"),
]
