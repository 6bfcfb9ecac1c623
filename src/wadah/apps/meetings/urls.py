from __future__ import annotations

from django.urls import path

from wadah.apps.meetings.views import events, meetings, participants, timetables

app_name = "meetings"
urlpatterns = [
    path("", meetings.meeting_list, name="meeting_list"),
    path(
        "add/<int:request_pk>/<int:product_pk>/",
        meetings.meeting_add,
        name="meeting_add",
    ),
    path("<int:pk>/", meetings.meeting_detail, name="meeting_detail"),
    path("<int:pk>/close/", meetings.meeting_close, name="meeting_close"),
    path("<int:pk>/cancel/", meetings.meeting_cancel, name="meeting_cancel"),
    path("events/", events.event_list, name="event_list"),
    path("events/add/", events.event_add, name="event_add"),
    path("events/<int:pk>/", events.event_detail, name="event_detail"),
    path("events/<int:pk>/open/", events.event_open, name="event_open"),
    path("events/<int:pk>/add/", events.participant_add, name="participant_add"),
    path(
        "events/<int:pk>/invite/",
        events.participants_invite,
        name="participants_invite",
    ),
    path(
        "events/<int:pk>/search/", timetables.timetable_search, name="timetable_search"
    ),
    path(
        "participants/<int:pk>/",
        participants.participant_detail,
        name="participant_detail",
    ),
    path(
        "participants/<int:pk>/answer/",
        participants.participant_answer,
        name="participant_answer",
    ),
    path(
        "participants/<int:pk>/wish/",
        participants.participant_wish,
        name="participant_wish",
    ),
    path(
        "participants/<int:pk>/rule/",
        participants.participant_rule,
        name="participant_rule",
    ),
    path(
        "participants/<int:pk>/arrive/",
        participants.participant_arrive,
        name="participant_arrive",
    ),
    path(
        "participants/<int:pk>/agenda.ics",
        participants.agenda_calendar,
        name="agenda_calendar",
    ),
    path("timetables/<int:pk>/", timetables.timetable_detail, name="timetable_detail"),
    path("timetables/<int:pk>/stop/", timetables.timetable_stop, name="timetable_stop"),
    path(
        "timetables/<int:pk>/publish/",
        timetables.timetable_publish,
        name="timetable_publish",
    ),
    path(
        "timetables/<int:pk>/<int:meeting_pk>/",
        timetables.planned_move,
        name="planned_move",
    ),
    path(
        "timetables/<int:pk>/<int:meeting_pk>/lock/",
        timetables.planned_lock,
        name="planned_lock",
    ),
]
