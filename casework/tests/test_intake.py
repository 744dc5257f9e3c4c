"""What the referral form is told by casework, and what casework takes from it."""

from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser

from casework.intake import CANNOT_AUTHORISE_OWN, ReferralHandler
from casework.models import Agency
from casework.tests.factories import (
    DECEMBER,
    JANUARY,
    NOVEMBER,
    at,
    make_meeting,
    make_referral,
    make_submission,
    panel_called,
)
from casework.workflows import meetings
from forms_pages import handlers

pytestmark = pytest.mark.django_db

HANDLER = ReferralHandler()
TODAY = at("2026-11-26 12:00")


def form_of(panel="adult"):
    return panel_called(panel).forms.get(purpose="referral").form_page


def checked(panel="adult", *, now=TODAY, **answers):
    return HANDLER.check(form_page=form_of(panel), token=None, answers=answers, now=now)


def test_casework_is_plugged_into_the_forms():
    handler = handlers.handler_for("referral")

    assert handler.required_targets <= set(handler.targets)
    assert handler.public
    codes = [option.key for option in handlers.options_of("agencies", form_page=form_of())]
    assert "thames-valley-police" in codes and "youth-justice" not in codes


def test_an_agency_that_is_closed_is_not_offered():
    Agency.objects.filter(code="harbour-lane").update(active=False)

    codes = [option.key for option in handlers.options_of("agencies", form_page=form_of())]

    assert "harbour-lane" not in codes


def test_anyone_may_refer():
    assert HANDLER.admit(form_page=form_of(), user=AnonymousUser(), token=None) is None


def test_a_form_that_serves_no_panel_is_not_there():
    form = form_of()
    form.panel_form.delete()
    form.refresh_from_db()

    with pytest.raises(handlers.NotAdmitted):
        HANDLER.admit(form_page=form, user=AnonymousUser(), token=None)


def test_a_panel_that_is_closed_takes_no_referral():
    panel = panel_called("adult")
    panel.active = False
    panel.save()

    with pytest.raises(handlers.NotAdmitted):
        HANDLER.admit(form_page=form_of(), user=AnonymousUser(), token=None)


@pytest.mark.req("B1")
def test_seventeen_today_is_shown_the_childrens_route_and_eighteen_today_passes():
    refused = checked(person_dob="2008-11-27")

    assert refused == {"person_dob": panel_called("adult").age_refusal}
    assert "children’s route" in refused["person_dob"]
    assert checked(person_dob="2008-11-26") == {}


@pytest.mark.req("O11")
def test_the_childrens_panel_takes_under_eighteens_only():
    assert checked("child", person_dob="2008-11-27") == {}
    refused = checked("child", person_dob="2008-11-26")
    assert refused == {"person_dob": panel_called("child").age_refusal}
    assert "adult route" in refused["person_dob"]


def test_the_day_of_receipt_is_londons():
    eighteenth_birthday = "2008-07-02"
    just_after_midnight = at("2026-07-02 00:30")

    assert checked(person_dob=eighteenth_birthday, now=just_after_midnight) == {}


@pytest.mark.parametrize("dob", [None, {"not_known": True}, "rubbish"])
def test_an_age_that_cannot_be_worked_out_is_left_to_staff(dob):
    assert checked(person_dob=dob) == {}


def test_nobody_authorises_their_own_referral():
    wrong = checked(referrer_email="a@example.org", authoriser_email="A@Example.org")

    assert wrong == {"authoriser_email": CANNOT_AUTHORISE_OWN}
    assert checked(referrer_email="a@example.org") == {}
    assert checked(referrer_email="a@example.org", authoriser_email="b@example.org") == {}


def test_the_start_page_says_when_the_next_list_closes_and_by_which_rule():
    make_meeting(DECEMBER), make_meeting(JANUARY)

    note, counts = HANDLER.start_notes(token=None, form_page=form_of(), now=NOVEMBER)

    assert note.text == (
        "The next panel is on Thursday 10 December 2026. Its list closes at the end of "
        "Thursday 26 November 2026, ten working days before."
    )
    assert "senior manager has authorised it" in counts.text


def test_after_the_closing_the_start_page_names_the_next_meeting():
    make_meeting(DECEMBER), make_meeting(JANUARY)

    note, _ = HANDLER.start_notes(token=None, form_page=form_of(), now=at("2026-11-27 00:00"))

    assert "Thursday 14 January 2027" in note.text


def test_the_childrens_start_page_says_two_weeks():
    make_meeting(date(2027, 1, 26), "child")

    note, _ = HANDLER.start_notes(token=None, form_page=form_of("child"), now=NOVEMBER)

    assert "end of Tuesday 12 January 2027, two weeks before." in note.text


def test_a_closing_time_and_a_day_set_by_hand_are_said_as_they_are():
    panel = panel_called("adult")
    panel.closing_time = "17:00"
    panel.save()
    meeting = make_meeting(DECEMBER)
    note, _ = HANDLER.start_notes(token=None, form_page=form_of(), now=NOVEMBER)
    assert "closes at 17:00 on Thursday 26 November 2026, ten working days before." in note.text

    meetings.change_dates(
        meeting=meeting, closes_on=date(2026, 11, 25), reason="x", actor=None, now=NOVEMBER
    )

    note, _ = HANDLER.start_notes(token=None, form_page=form_of(), now=NOVEMBER)
    assert note.text.endswith("closes at 17:00 on Wednesday 25 November 2026.")


def test_without_a_meeting_the_start_page_says_that_there_is_no_date():
    note, _ = HANDLER.start_notes(token=None, form_page=form_of(), now=NOVEMBER)

    assert "has no date yet" in note.text


def test_after_sending_the_next_steps_have_dates():
    make_meeting(date(2037, 12, 10))
    referral = make_referral()

    asked, heard, _ = HANDLER.sent_notes(submission=referral.submission)

    assert "link works until Monday 30 November 2026" in asked.text
    assert "Thursday 10 December 2037" in heard.text
    assert "Jane" not in asked.text + heard.text


def test_what_was_not_taken_over_yet_promises_nothing():
    assert HANDLER.sent_notes(submission=make_submission()) == []


@pytest.mark.parametrize("panel", ["adult", "child"])
def test_every_page_ends_with_where_to_report_a_concern(panel):
    board = panel_called(panel).board

    (note,) = HANDLER.footer_notes(form_page=form_of(panel))

    assert (note.link, note.link_text) == (board.concern_url, board.concern_label)
    assert "999" in note.text and board.concern_phone in note.text


def test_references_are_the_boards_own():
    given = HANDLER.reference(form_page=form_of("child"), token=None, now=NOVEMBER)

    assert given == "OSCB-2026-0001"
