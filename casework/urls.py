"""Addresses on the casework host, under `/casework/`. References only: nothing personal."""

from django.urls import include, path

from casework.views import (
    attendance,
    authorisations,
    cases,
    court_tracks,
    home,
    meetings,
    members,
    notices,
    referrals,
    sessions,
    workbooks,
)

app_name = "casework"

referral = [
    path("", referrals.referral, name="referral"),
    path("screen/", referrals.screen, name="referral_screen"),
    path("list/", referrals.list_, name="referral_list"),
    path("decline/", referrals.decline, name="referral_decline"),
]

meeting = [
    path("", meetings.meeting, name="meeting"),
    path("dates/", meetings.dates, name="meeting_dates"),
    path("papers/", meetings.papers, name="meeting_papers"),
    path("here/", attendance.representation, name="meeting_representation"),
    path("attendance/", attendance.attendance, name="meeting_attendance"),
    path("attendance/add/", attendance.attendee, name="meeting_attendee"),
    path("quorum/", sessions.quorum, name="meeting_quorum"),
    path("open/", sessions.opening, name="meeting_open"),
    path("end/", sessions.ending, name="meeting_end"),
    path("deputy/<slug:seat>/", attendance.deputy, name="meeting_deputy"),
    path("relevant/<str:reference>/", attendance.relevance, name="meeting_relevance"),
]

urlpatterns = [
    path("", home.home, name="home"),
    path("authorisations/", authorisations.waiting, name="authorisations"),
    path("authorisations/<str:reference>/", authorisations.ask, name="authorisation_request"),
    path("referrals/", referrals.inbox, name="referrals"),
    path("referrals/<str:reference>/", include(referral)),
    path("cases/<str:reference>/", cases.case, name="case"),
    path("cases/<str:reference>/presenter/", cases.presenter, name="presenter"),
    path("cases/<str:reference>/court/", court_tracks.court_track, name="court_track"),
    path("meetings/", meetings.meetings, name="meetings"),
    path("meetings/plan/", meetings.plan, name="meeting_plan"),
    path("meetings/<slug:panel>/<str:held_on>/", include(meeting)),
    path("members/", members.members, name="members"),
    path("members/<slug:panel>/<slug:seat>/", members.appoint, name="member_appoint"),
    path("members/<slug:panel>/<slug:seat>/end/<int:number>/", members.end, name="member_end"),
    path("spreadsheets/", workbooks.workbooks, name="workbooks"),
    path("spreadsheets/<int:number>/", workbooks.workbook, name="workbook"),
    path("spreadsheets/<int:number>/file/", workbooks.workbook_file, name="workbook_file"),
    path("outbox/", notices.outbox, name="outbox"),
    path("outbox/<int:number>/", notices.notice, name="notice"),
    path("outbox/<int:number>/resend/", notices.resend, name="notice_resend"),
    path("attention/", notices.attention, name="attention"),
    path("attention/<str:reference>/retry/", notices.retry, name="attention_retry"),
]
