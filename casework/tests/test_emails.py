"""What the emails say: a reference, dates and a link, and nothing about the person."""

import json

import pytest
from django_q.models import OrmQ

from casework import notices
from casework.choices import Message, OfficeKind
from casework.models import AuditEntry, DeclineReason, Notice
from casework.tests.factories import (
    JANUARY,
    NOVEMBER,
    at,
    make_authorised_referral,
    make_case,
    make_meeting,
    make_member,
    make_referral,
    make_screened_referral,
    open_link,
    waiting,
)
from casework.workflows import authorisations, meetings, members, referrals

pytestmark = pytest.mark.django_db

CANARIES = {
    "person_first_name": "Zebedee",
    "person_family_name": "Quillfeather",
    "person_dob": "1951-03-07",
    "person_nhs_number": "9990000107",
    "request_of_panel": "Canary-request",
    "consent_explanation": "Canary-consent",
}
FORBIDDEN = (*CANARIES.values(), "7 March 1951", "Canary")


# Emails that follow the list: they are looked at where they are sent.
AFTER_THE_LIST = {
    Message.PACK_ISSUED,
    Message.ACTION_AGREED,
    Message.ACTION_CODE,
    Message.ACTION_OVERDUE,
    Message.ACTION_RETURNED,
    Message.MINUTES_TO_SIGN,
    Message.MINUTES_SIGNED,
    Message.MINUTES_FOR_LEAD,
    Message.MINUTES_REMINDER,
    Message.MINUTES_CODE,
}


def tell_the_whole_story():
    """Cause every kind of notice there is, with a person who must appear in none."""
    december, january = make_meeting(), make_meeting(JANUARY)
    chair = make_member("adult-social-care")
    office = december.panel.offices.get(kind=OfficeKind.CHAIR)
    members.fill_office(
        office=office, user=chair, starts_on=NOVEMBER.date(), actor=None, now=NOVEMBER
    )
    meetings.invite(meeting=december, now=NOVEMBER)
    open_link(waiting(make_referral(**CANARIES)), now=NOVEMBER)
    authorisations.refuse(
        authorisation=waiting(make_referral(**CANARIES)), reason="Canary no", now=NOVEMBER
    )
    make_case(december, **CANARIES)
    referrals.decline(
        referral=make_screened_referral(**CANARIES),
        reason=DeclineReason.objects.get(panel__slug="adult", code="not_resident"),
        note="Canary note about Zebedee",
        actor=None,
        now=NOVEMBER,
    )
    meetings.close_list(meeting=december, now=december.closes_at)
    late = make_authorised_referral(now=at("2026-11-27 09:00"), **CANARIES)
    assert late.meeting == january


def test_no_email_row_job_or_audit_line_names_the_person():
    tell_the_whole_story()

    kinds = set(Notice.objects.values_list("message", flat=True))
    assert kinds == set(Message.values) - AFTER_THE_LIST
    written = [
        notices.compose(notice).message().as_string() + notices.compose(notice).body
        for notice in Notice.objects.all()
    ]
    written += [json.dumps(row, default=str) for row in Notice.objects.values()]
    written += [json.dumps(row, default=str) for row in AuditEntry.objects.values()]
    written += [str(job.task) for job in OrmQ.objects.all()]
    found = [word for word in FORBIDDEN for text in written if word in text]
    assert found == []


def test_every_subject_carries_a_reference_and_nothing_else_of_the_case():
    tell_the_whole_story()

    for notice in Notice.objects.all():
        email = notices.compose(notice)
        assert email.subject.startswith(f"{notice.reference}: ")
        assert email.body.count("\n\n\n") == 0


def test_every_email_says_whose_it_is_and_has_no_gap():
    tell_the_whole_story()

    for notice in Notice.objects.all():
        body = notices.compose(notice).body
        assert notice.board.name in body
        assert "{{" not in body and "None" not in body
