from __future__ import annotations

from django.urls import path

from wadah.apps.requirements.views import alert, change_set, rule

app_name = "requirements"
urlpatterns = [
    path("", rule.rule_list, name="rule_list"),
    path("changes/", change_set.change_set_list, name="change_set_list"),
    path("changes/new/", change_set.change_set_add, name="change_set_add"),
    path("changes/<int:pk>/", change_set.change_set_detail, name="change_set_detail"),
    path("changes/<int:pk>/find/", change_set.change_find, name="change_find"),
    path(
        "changes/<int:pk>/propose/",
        change_set.change_set_propose,
        name="change_set_propose",
    ),
    path(
        "changes/<int:pk>/withdraw/",
        change_set.change_set_withdraw,
        name="change_set_withdraw",
    ),
    path(
        "changes/<int:pk>/decide/",
        change_set.change_set_decide,
        name="change_set_decide",
    ),
    path(
        "changes/<int:pk>/rule/<str:rule_row>/",
        change_set.change_put,
        name="change_put",
    ),
    path(
        "changes/<int:pk>/drop/<int:change_pk>/",
        change_set.change_drop,
        name="change_drop",
    ),
    path("notifications/", alert.flag_list, name="flag_list"),
    path("notifications/load/", alert.feed_load, name="feed_load"),
    path("notifications/<int:pk>/dismiss/", alert.flag_dismiss, name="flag_dismiss"),
    path("news/", alert.notice_list, name="notice_list"),
    path("news/read/", alert.notices_read, name="notices_read"),
    path("follow/", alert.follow_add, name="follow_add"),
    path("follow/<int:pk>/remove/", alert.follow_remove, name="follow_remove"),
    path("<str:rule_id>/", rule.rule_detail, name="rule_detail"),
]
