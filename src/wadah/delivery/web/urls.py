from __future__ import annotations

from django.urls import path

from wadah.delivery.operations.views import health
from wadah.delivery.web.urls_privacy import privacy_patterns
from wadah.delivery.web.views import (
    business,
    home,
    people_exports,
    public,
    search,
    site,
)

urlpatterns = [
    path("", home.home, name="home"),
    path("how-it-works/", public.how_it_works, name="how_it_works"),
    path("products/", public.product_list, name="product_list"),
    path("products/<int:pk>/", public.product_public, name="product_public"),
    path("families/<slug:slug>/", public.family_public, name="family_public"),
    path("businesses/<int:pk>/", business.business_page, name="business_page"),
    path("messages/export/", people_exports.outbox_export, name="outbox_export"),
    path("people/export/", people_exports.people_export, name="people_export"),
    path(
        "organisations/<int:pk>/people/export/",
        people_exports.people_export,
        name="organisation_people_export",
    ),
    path(
        "organisations/export/",
        people_exports.organisation_export,
        name="organisation_export",
    ),
    path("codes/export/", people_exports.code_export, name="code_export"),
    path("search/", search.search, name="search"),
    path("language/", site.set_language, name="set_language"),
    path("health/", health, name="health"),
    path("components/", site.style_guide, name="style_guide"),
    *privacy_patterns,
]
