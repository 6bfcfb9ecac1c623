"""Addresses of sites, people, groups, production steps and raw materials."""

from __future__ import annotations

from django.urls import path

from wadah.apps.registry.views import goods, groups, places, production

record_patterns = [
    path("businesses/<int:pk>/size/", places.size_set, name="size_set"),
    path("businesses/<int:pk>/sites/add/", places.site_add, name="site_add"),
    path("sites/<int:pk>/edit/", places.site_edit, name="site_edit"),
    path("sites/<int:pk>/remove/", places.site_remove, name="site_remove"),
    path("businesses/<int:pk>/people/add/", places.person_add, name="person_add"),
    path("people/<int:pk>/edit/", places.person_edit, name="person_edit"),
    path("people/<int:pk>/end/", places.person_end, name="person_end"),
    path("groups/", groups.group_list, name="group_list"),
    path("groups/export/", groups.group_export, name="group_export"),
    path("groups/add/", groups.group_add, name="group_add"),
    path("groups/<int:pk>/", groups.group_detail, name="group_detail"),
    path("groups/<int:pk>/edit/", groups.group_edit, name="group_edit"),
    path("groups/<int:pk>/remove/", groups.group_remove, name="group_remove"),
    path("groups/<int:pk>/members/add/", groups.group_join, name="group_join"),
    path("memberships/<int:pk>/leave/", groups.group_leave, name="group_leave"),
    path("lots/<int:pk>/edit/", goods.lot_edit, name="lot_edit"),
    path("lots/<int:pk>/remove/", goods.lot_remove, name="lot_remove"),
    path("photos/<int:pk>/remove/", goods.photo_remove, name="photo_remove"),
    path("products/<int:pk>/steps/add/", production.step_add, name="step_add"),
    path(
        "products/<int:pk>/steps/<int:position>/edit/",
        production.step_edit,
        name="step_edit",
    ),
    path(
        "products/<int:pk>/steps/<int:position>/remove/",
        production.step_remove,
        name="step_remove",
    ),
    path(
        "products/<int:pk>/steps/<int:position>/move/",
        production.step_move,
        name="step_move",
    ),
    path(
        "products/<int:pk>/materials/add/",
        production.material_add,
        name="material_add",
    ),
    path(
        "products/<int:pk>/materials/<int:position>/edit/",
        production.material_edit,
        name="material_edit",
    ),
    path(
        "products/<int:pk>/materials/<int:position>/remove/",
        production.material_remove,
        name="material_remove",
    ),
]
