"""The form mounted behind the second factor, and who reads a return."""

import re

import pytest
import time_machine

from casework.choices import Event, Known, OfficeKind
from casework.models import AgencyReturn, AuditEntry
from casework.tests.factories import (
    at,
    make_administrator,
    make_chair,
    seat_called,
)
from casework.tests.pack_factories import make_return_submission
from casework.tests.returns_factories import (
    KNOWN,
    NOT_KNOWN,
    SEARCHED,
    SEAT,
    asked,
    begin,
    fill,
    make_asked,
    screen_of,
    send,
)
from casework.tests.signin import casework_of, counted, visitor, words_of
from casework.workflows import meetings, returns
from forms_pages.models import Draft, Submission

pytestmark = pytest.mark.django_db

MORNING = at("2026-11-30 10:00")
LATE = at("2026-12-03 09:00")
TICKED = {"checked": SEARCHED, "declared": "yes"}


@pytest.fixture(autouse=True)
def a_morning():
    with time_machine.travel(MORNING, tick=False) as clock:
        yield clock


def pks(requests) -> list[str]:
    return [str(one.pk) for one in requests]


def title_of(page) -> str:
    return re.search(r"<title>(.*?)</title>", page.content.decode(), re.S)[1]


@pytest.mark.req("B62")
def test_a_known_person_is_described_on_the_panels_form_and_read_as_asked():
    meeting, member = make_asked()
    (request,), client = asked(meeting), casework_of(member)

    base = fill(client, request, **KNOWN)
    sent = client.get(send(client, base).url)
    page = client.get(f"/casework/returns/{request.pk}/")

    given = AgencyReturn.objects.get()
    assert (given.known, given.checked) == (Known.KNOWN, SEARCHED)
    assert given.submission.reference.startswith(f"{request.case.reference}-")
    assert "Staff can read it now" in words_of(sent)
    for said in ("Two fires in the kitchen this year.", "Stored paper", "Professional opinion"):
        assert said in words_of(page)
    assert AuditEntry.objects.filter(event=Event.RETURN_READ, actor=member.email).count() == 1


@pytest.mark.req("B62")
@pytest.mark.parametrize("missing", ["significant_events", "presenting_needs"])
def test_known_without_a_summary_is_refused_and_the_draft_stays(missing):
    meeting, member = make_asked()
    (request,), client = asked(meeting), casework_of(member)

    base = fill(client, request, **KNOWN | {missing: None})
    page = send(client, base)

    assert page.status_code == 422
    assert "There is a problem" in words_of(page)
    assert (
        not AgencyReturn.objects.exists()
        and not Submission.objects.filter(
            reference__startswith=f"{request.case.reference}-"
        ).exists()
    )
    assert Draft.objects.get().answers["known"] == "known"


@pytest.mark.req("B62")
def test_a_summary_is_needed_also_where_an_editor_made_it_optional():
    meeting, member = make_asked()
    (request,), client = asked(meeting), casework_of(member)
    version = meeting.panel.forms.get(purpose="return").form_page.live_version
    document = version.document
    for section in document["sections"]:
        for page in section["pages"]:
            for question in page["questions"]:
                question.pop("required", None)
    type(version).objects.filter(pk=version.pk).update(document=document, content_hash="optional")

    base = fill(client, request, **KNOWN | {"significant_events": None})
    page = send(client, base)

    assert page.status_code == 422
    assert "Enter a short summary of significant events" in words_of(page)
    assert not AgencyReturn.objects.exists()


def test_not_known_may_be_answered_by_the_form_too():
    meeting, member = make_asked()
    (request,), client = asked(meeting), casework_of(member)

    send(client, fill(client, request, **NOT_KNOWN))

    assert AgencyReturn.objects.get().known == Known.NOT_KNOWN


def test_the_form_shows_the_case_beside_its_pages_and_never_in_a_title():
    meeting, member = make_asked()
    (request,), client = asked(meeting), casework_of(member)

    base = begin(client, request)
    start, page = client.get(base), client.get(f"{base}page/events_page/")
    tasks = client.get(f"{base}tasks/")

    for shown in (start, tasks):
        assert f"Case {request.case.reference}, JA" in words_of(shown)
        assert "BSAB" not in title_of(shown) and "Ashworth" not in words_of(shown)
    assert "By the end of Wednesday 2 December 2026" in words_of(start)
    assert "whenever you sign in" in words_of(tasks)
    assert "Sign out" in words_of(tasks)
    assert page.status_code == 302


def test_a_draft_is_found_again_after_signing_in_anew_and_by_nobody_else():
    meeting, member, deputy = make_asked(deputy=True)
    (request,) = asked(meeting)
    meetings.send_deputy(meeting=meeting, seat=seat_called(SEAT), actor=member, now=MORNING)
    base = fill(casework_of(member), request, **KNOWN)

    again = casework_of(member).get(f"{base}check/")
    other = casework_of(deputy).get(f"{base}check/")

    assert "Two fires in the kitchen" in words_of(again)
    assert other.url == base


def test_a_change_begins_with_what_was_answered_and_makes_a_version():
    meeting, member = make_asked()
    (request,), client = asked(meeting), casework_of(member)
    send(client, fill(client, request, **KNOWN))

    base = begin(client, request)
    begun = Draft.objects.get().answers
    send(client, base)

    assert begun == KNOWN
    assert [one.version for one in AgencyReturn.objects.all()] == [1, 2]
    page = words_of(client.get(f"/casework/returns/{request.pk}/"))
    assert "version 2" in page and "Earlier: version 1" in page


def test_a_colleague_who_answered_first_wins_and_the_other_is_told_and_keeps_the_draft():
    meeting, member, deputy = make_asked(deputy=True)
    (request,) = asked(meeting)
    meetings.send_deputy(meeting=meeting, seat=seat_called(SEAT), actor=member, now=MORNING)
    slow, quick = casework_of(member), casework_of(deputy)
    base = fill(slow, request, **KNOWN)
    checked = slow.get(f"{base}check/").content.decode()

    send(quick, fill(quick, request, **NOT_KNOWN))
    given = {n: re.search(rf'name="{n}" value="([^"]*)"', checked)[1] for n in ("key", "version")}
    page = slow.post(f"{base}send/", given)

    assert page.status_code == 422
    assert f"{deputy} answered for your agency" in words_of(page)
    assert AgencyReturn.objects.get().answered_by == deputy
    assert Draft.objects.get().answers["known"] == "known"
    assert slow.get(base).url == f"/casework/returns/{request.pk}/"


def test_another_agencys_return_is_not_there_and_the_refusal_is_recorded():
    meeting, member = make_asked()
    theirs = asked(meeting, "thames-valley-police")[0]
    client = casework_of(member)

    for step in ("", "form/", "form/1/", "form/1/tasks/"):
        assert client.get(f"/casework/returns/{theirs.pk}/{step}").status_code == 404
    assert client.get("/casework/returns/999999/").status_code == 404

    refused = AuditEntry.objects.filter(event=Event.ACCESS_REFUSED, actor=member.email)
    assert refused.filter(subject=f"return {theirs.pk}").count() == 4
    page = client.post(
        screen_of(meeting), TICKED | {"not_known": [str(theirs.pk)], "confirm": "yes"}
    )
    assert page.status_code == 422
    assert not AgencyReturn.objects.exists()


def test_staff_read_every_return_and_give_none():
    meeting, _ = make_asked()
    (request,), client = asked(meeting), casework_of(make_administrator())

    page = client.get(f"/casework/returns/{request.pk}/")
    form = client.get(f"/casework/returns/{request.pk}/form/")

    assert page.status_code == 200 and "Nothing has been answered yet" in words_of(page)
    assert form.status_code == 403
    assert (
        casework_of(make_administrator("oscb")).get(f"/casework/returns/{request.pk}/").status_code
        == 404
    )


def test_a_case_leads_staff_to_each_return():
    meeting, _ = make_asked()
    (request,) = asked(meeting)

    page = casework_of(make_administrator()).get(request.case.get_absolute_url())

    assert f'href="/casework/returns/{request.pk}/"' in page.content.decode()


def test_who_chairs_the_meeting_reads_every_return_and_other_members_do_not():
    meeting, _ = make_asked()
    (request,) = asked(meeting)
    path = f"/casework/returns/{request.pk}/"
    vice = make_chair(kind=OfficeKind.VICE)

    assert casework_of(make_chair()).get(path).status_code == 200
    assert casework_of(vice).get(path).status_code == 404


def test_the_form_needs_somebody_who_has_signed_in_and_has_no_public_address():
    meeting, _ = make_asked()
    (request,) = asked(meeting)

    answer = visitor("casework.localhost").get(f"/casework/returns/{request.pk}/form/1/")

    assert answer.status_code in (302, 403) and "Case" not in words_of(answer)
    assert visitor().get("/agency-return/").status_code == 404


def test_a_version_that_is_not_yet_there_is_not_found():
    meeting, member = make_asked()
    client, request = casework_of(member), asked(meeting)[0]

    for version in ("0", "2", "99"):
        path = f"/casework/returns/{request.pk}/form/{version}/tasks/"
        assert client.get(path).status_code == 404


def test_a_return_costs_the_same_with_one_version_and_with_five():
    meeting, member = make_asked()
    (request,), client = asked(meeting), casework_of(member)
    path = f"/casework/returns/{request.pk}/"
    answer(request, actor=member)
    client.get(path)
    one = counted(lambda: client.get(path))
    for _ in range(4):
        answer(request, actor=member)

    assert counted(lambda: client.get(path)) == one


def answer(request, *, actor):
    returns.answer(
        request=request,
        known=Known.KNOWN,
        checked=SEARCHED,
        submission=make_return_submission(request, now=MORNING),
        actor=actor,
        now=MORNING,
    )
