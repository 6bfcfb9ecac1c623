from __future__ import annotations

from django.urls import path

from wadah.apps.matching import (
    urls_buyers,
    urls_demand,
    urls_life,
    urls_pooled,
    urls_shortlists,
)
from wadah.apps.matching.views import read_request, requests

app_name = "matching"
urlpatterns = [
    path("", requests.request_list, name="request_list"),
    path("add/", requests.request_add, name="request_add"),
    path("read/", read_request.request_read, name="request_read"),
    path("export/", requests.request_export, name="request_export"),
    path("<int:pk>/", requests.request_detail, name="request_detail"),
    path("<int:pk>/match/", requests.request_match, name="request_match"),
    path(
        "<int:pk>/promise/<int:product_pk>/", requests.promise_add, name="promise_add"
    ),
    *urls_demand.urlpatterns,
    *urls_life.urlpatterns,
    *urls_buyers.urlpatterns,
    *urls_pooled.urlpatterns,
    *urls_shortlists.urlpatterns,
]
