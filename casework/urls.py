"""Addresses on the casework host, under `/casework/`. References only: nothing personal."""

from django.urls import include, path

from casework.views import (
    actions,
    attendance,
    authorisations,
    cases,
    court_tracks,
    discussions,
    grids,
    home,
    meetings,
    members,
    minutes,
    notices,
    packs,
    receipts,
    referrals,
    returns,
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

discussion = [
    path("", discussions.discussion, name="discussion"),
    path("risk/", discussions.risk, name="discussion_risk"),
    path("texts/", discussions.texts, name="discussion_texts"),
    path("recommend/", discussions.recommend, name="discussion_recommend"),
    path("lead/", discussions.lead, name="discussion_lead"),
    path("complete/", discussions.complete, name="discussion_complete"),
]

meeting = [
    path("", meetings.meeting, name="meeting"),
    path("dates/", meetings.dates, name="meeting_dates"),
    path("papers/", meetings.papers, name="meeting_papers"),
    path("returns/", returns.meeting_returns, name="meeting_returns"),
    path("grid/", grids.grid, name="meeting_grid"),
    path("pack/", packs.pack, name="meeting_pack"),
    path("pack/issue/", packs.issue, name="meeting_pack_issue"),
    path("here/", attendance.representation, name="meeting_representation"),
    path("attendance/", attendance.attendance, name="meeting_attendance"),
    path("attendance/add/", attendance.attendee, name="meeting_attendee"),
    path("quorum/", sessions.quorum, name="meeting_quorum"),
    path("open/", sessions.opening, name="meeting_open"),
    path("end/", sessions.ending, name="meeting_end"),
    path("cases/", discussions.first, name="meeting_discussion"),
    path("cases/<str:reference>/", include(discussion)),
    path("minutes/", minutes.minutes, name="minutes"),
    path("minutes/draft/", minutes.draft, name="minutes_draft"),
    path("minutes/edit/", minutes.edit, name="minutes_edit"),
    path("minutes/cases/<str:reference>/", minutes.case, name="minutes_case"),
    path("minutes/comment/", minutes.comment, name="minutes_comment"),
    path("minutes/ask/", minutes.ask, name="minutes_ask"),
    path("minutes/sign/", minutes.sign, name="minutes_sign"),
    path("minutes/correct/", minutes.correct, name="minutes_correct"),
    path("minutes/<int:version>/", minutes.version, name="minutes_version"),
    path("deputy/<slug:seat>/", attendance.deputy, name="meeting_deputy"),
    path("relevant/<str:reference>/", attendance.relevance, name="meeting_relevance"),
    path("cases/<str:reference>/actions/add/", actions.agree, name="action_agree"),
]

return_ = [
    path("", returns.return_, name="return"),
    path("form/", returns.return_form, name="return_form"),
    path("form/<int:version>/", returns.return_form_of, name="return_form_of"),
    path("form/<int:version>/<path:steps>", returns.return_form_of, name="return_form_step"),
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
    path("cases/<str:reference>/plan/", actions.plan, name="plan"),
    path("cases/<str:reference>/actions/<int:number>/", actions.action, name="action"),
    path(
        "cases/<str:reference>/actions/<int:number>/<slug:verb>/",
        actions.change,
        name="action_change",
    ),
    path("actions/", actions.actions, name="actions"),
    path("meetings/", meetings.meetings, name="meetings"),
    path("meetings/plan/", meetings.plan, name="meeting_plan"),
    path("meetings/<slug:panel>/<str:held_on>/", include(meeting)),
    path("returns/<int:number>/", include(return_)),
    path("members/", members.members, name="members"),
    path("members/<slug:panel>/<slug:seat>/", members.appoint, name="member_appoint"),
    path("members/<slug:panel>/<slug:seat>/end/<int:number>/", members.end, name="member_end"),
    path("spreadsheets/", workbooks.workbooks, name="workbooks"),
    path("spreadsheets/<int:number>/", workbooks.workbook, name="workbook"),
    path("spreadsheets/<int:number>/file/", workbooks.workbook_file, name="workbook_file"),
    path("receipts/", receipts.receipts, name="receipts"),
    path("receipts/<int:number>/", receipts.receipt, name="receipt"),
    path("receipts/<int:number>/record/", receipts.record, name="receipt_record"),
    path("outbox/", notices.outbox, name="outbox"),
    path("outbox/<int:number>/", notices.notice, name="notice"),
    path("outbox/<int:number>/resend/", notices.resend, name="notice_resend"),
    path("attention/", notices.attention, name="attention"),
    path("attention/<str:reference>/retry/", notices.retry, name="attention_retry"),
]
