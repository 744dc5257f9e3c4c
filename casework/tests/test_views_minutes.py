"""The pages of the minutes: who reads what, what is refused, and that nothing typed is lost."""

import re

import pytest
import time_machine

from casework import notices
from casework.choices import Event, Message, MinutesStatus
from casework.models import Attendance, AuditEntry, Minutes, MinutesComment, Notice
from casework.tests.factories import (
    DECEMBER,
    make_meeting,
    make_user,
    put,
)
from casework.tests.minutes_factories import make_draft, make_heard, make_signed, moment
from casework.tests.signin import casework_of, words_of
from casework.workflows import minutes

pytestmark = pytest.mark.django_db

SEEN = re.compile(r'name="seen" value="([0-9a-f]{64})"')


@pytest.fixture(autouse=True)
def evening():
    with time_machine.travel(moment(DECEMBER, "18:00"), tick=False):
        yield


@pytest.fixture
def heard():
    return make_heard()


@pytest.fixture
def chair(heard):
    return casework_of(heard.chair)


@pytest.fixture
def administrator(heard):
    return casework_of(heard.administrator)


@pytest.fixture
def member(heard):
    return casework_of(heard.member)


def seen_on(client, page) -> str:
    return SEEN.search(client.get(page).content.decode())[1]


def sign(client, heard, **typed):
    page = heard.path("sign/")
    return client.post(page, {"declared": "yes", "seen": seen_on(client, page)} | typed)


def test_the_meeting_leads_to_drafting_and_the_draft_to_signing(heard, administrator, chair):
    meeting_page = words_of(administrator.get(heard.meeting.get_absolute_url()))
    asked = words_of(administrator.get(heard.path("draft/")))

    drafted = administrator.post(heard.path("draft/"))

    assert heard.path("draft/") in meeting_page
    assert "Draft the minutes" in asked
    assert drafted.url == heard.path()
    draft = words_of(administrator.get(heard.path()))
    assert "Nothing is missing." in draft
    assert heard.path("sign/") not in draft
    assert heard.path("sign/") in words_of(chair.get(heard.path()))
    assert administrator.get(heard.path("draft/")).url == heard.path()


@pytest.mark.req("O102")
def test_a_member_may_comment_and_not_edit(heard, member, administrator):
    make_draft(heard)

    refused = [member.get(heard.path("edit/")), member.post(heard.path("edit/"), {"opening": "x"})]
    reference = heard.item.case.reference
    refused.append(member.post(heard.path(f"cases/{reference}/"), {"discussion": "x"}))
    refused.append(member.post(heard.path("draft/")))
    commented = member.post(heard.path("comment/"), {"text": "It began at two."})

    assert [answer.status_code for answer in refused] == [403] * 4
    assert commented.status_code == 302
    assert Minutes.objects.get().opening == ""
    assert AuditEntry.objects.filter(event=Event.ACCESS_REFUSED).count() == 4
    assert "It began at two." in words_of(administrator.get(heard.path()))


def test_comments_are_read_by_those_who_edit_and_by_who_made_them(heard, member):
    draft = make_draft(heard)
    other = make_user("Ada Rook")
    MinutesComment.objects.create(minutes=draft, at=heard.after, by=other, text="Only for staff.")
    minutes.comment(minutes=draft, text="Mine.", actor=heard.member, now=heard.after)

    page = words_of(member.get(heard.path()))

    assert "Mine." in page
    assert "Only for staff." not in page


@pytest.mark.req("O103")
def test_the_chair_signs_and_the_seal_is_shown_and_checked_again(heard, chair, member):
    make_draft(heard)

    answer = sign(chair, heard)

    assert answer.status_code == 302
    kept = Minutes.objects.get()
    page = words_of(member.get(heard.path()))
    assert "Signed by Alexandra Quill" in page
    assert kept.content_hash in page
    assert "checked against its seal just now" in page
    for way, typed in (
        ("edit/", {"opening": "x"}),
        ("comment/", {"text": "x"}),
        ("sign/", {"declared": "yes"}),
        (f"cases/{heard.item.case.reference}/", {"discussion": "x"}),
    ):
        assert chair.post(heard.path(way), typed).status_code == 409
    assert Minutes.objects.get().content_hash == kept.content_hash


def test_only_who_chaired_sees_the_page_to_sign(heard, administrator, member):
    make_draft(heard)

    for client in (administrator, member):
        assert client.get(heard.path("sign/")).status_code == 403
        assert client.post(heard.path("sign/"), {"declared": "yes"}).status_code == 403

    assert Minutes.objects.get().status == MinutesStatus.DRAFT


def test_what_is_missing_is_listed_with_where_to_mend_it_and_cannot_be_signed(heard, chair):
    make_draft(heard)
    put(heard.item.outcome, lead_name="", completed_at=None, completed_by=None, decision="")
    heard.item.risk_assessments.all()[0].scores.all().delete()
    heard.item.risk_assessments.all().delete()
    Attendance.objects.filter(user=heard.member).update(state="invited")

    page = words_of(chair.get(heard.path("sign/")))
    answer = chair.post(heard.path("sign/"), {"declared": "yes"})

    reference = heard.item.case.reference
    at_the_case = f"{heard.meeting.get_absolute_url()}cases/{reference}/"
    for way, words in (
        (f"{heard.meeting.get_absolute_url()}attendance/", "whether Olive Penn attended"),
        (f"{at_the_case}risk/", "has no agreed risk"),
        (f"{at_the_case}lead/", "has no lead professional"),
        (f"{at_the_case}complete/", "has no decision"),
    ):
        assert f'href="{way}"' in page
        assert words in page
    assert "Sign the minutes</button>" not in page
    assert answer.status_code == 409
    assert Minutes.objects.get().status == MinutesStatus.DRAFT


@pytest.mark.parametrize("typed", [{}, {"declared": "no"}])
def test_signing_needs_the_declaration(heard, chair, typed):
    make_draft(heard)

    answer = chair.post(heard.path("sign/"), {"seen": "x"} | typed)

    assert answer.status_code == 422
    assert "Confirm that you have read the minutes" in words_of(answer)


def test_what_changed_after_it_was_read_is_not_signed(heard, chair):
    draft = make_draft(heard)
    seen = seen_on(chair, heard.path("sign/"))
    minutes.edit(minutes=draft, closing="More", actor=heard.administrator, now=heard.after)

    answer = sign(chair, heard, seen=seen)

    assert answer.status_code == 409
    assert "changed after you opened them" in words_of(answer)
    assert sign(chair, heard).status_code == 302


def test_two_who_edit_at_once_lose_nothing(heard, administrator, chair):
    make_draft(heard)
    page = heard.path("edit/")
    seen = seen_on(chair, page)
    administrator.post(page, {"opening": "First", "seen": seen})

    answer = chair.post(page, {"opening": "Second", "seen": seen})

    shown = words_of(answer)
    assert answer.status_code == 409
    assert "What it says now" in shown
    assert "First" in shown
    assert "Second</textarea>" in shown
    assert Minutes.objects.get().opening == "First"
    again = SEEN.search(answer.content.decode())[1]
    assert chair.post(page, {"opening": "Second", "seen": again}).status_code == 302
    assert Minutes.objects.get().opening == "Second"


@pytest.mark.parametrize(
    ("way", "field"), [("edit/", "opening"), ("comment/", "text"), ("correct/", "reason")]
)
def test_a_text_that_is_too_long_is_refused_beside_its_field(heard, administrator, way, field):
    draft = make_draft(heard)
    if way == "correct/":
        minutes.sign(minutes=draft, actor=heard.chair, now=heard.after)
    text = "é" * 20001

    answer = administrator.post(heard.path(way), {field: text})

    assert answer.status_code == 422
    assert "characters or fewer" in words_of(answer)
    assert text in answer.content.decode()


@pytest.mark.parametrize("text", ["", "   ", "a\x00b"])
def test_an_empty_or_broken_comment_is_refused(heard, member, text):
    make_draft(heard)

    answer = member.post(heard.path("comment/"), {"text": text})

    assert answer.status_code == 422
    assert not MinutesComment.objects.exists()


def test_a_correction_names_what_it_corrects_and_both_can_be_read(heard, administrator, chair):
    make_signed(heard)

    empty = administrator.post(heard.path("correct/"), {"reason": ""})
    begun = administrator.post(heard.path("correct/"), {"reason": "Wrong floor."})
    while_draft = words_of(chair.get(heard.path()))
    sign(chair, heard)

    assert empty.status_code == 422
    assert begun.status_code == 302
    assert "which counts until this one is signed" in while_draft
    first, second = (words_of(chair.get(heard.path(f"{n}/"))) for n in (1, 2))
    assert "Version 2 corrects these minutes since" in first
    assert "which corrects version 1: Wrong floor." in second
    assert "checked against its seal just now" in first
    assert "checked against its seal just now" in second
    latest = words_of(chair.get(heard.path()))
    assert heard.path("1/") in latest
    assert chair.post(heard.path("correct/"), {"reason": "Again"}).status_code == 302


def test_before_a_draft_there_is_nothing_to_read_or_edit(heard, member, administrator):
    page = words_of(member.get(heard.path()))

    assert "The minutes are not drafted yet." in page
    assert administrator.get(heard.path("edit/")).status_code == 404
    assert administrator.get(heard.path("1/")).status_code == 404


def test_minutes_of_a_meeting_still_to_come_are_refused(administrator):
    meeting = make_meeting(DECEMBER.replace(year=2027))

    answer = administrator.post(f"{meeting.get_absolute_url()}minutes/draft/")

    assert answer.status_code == 409


def test_the_chair_finds_minutes_to_sign_on_the_first_page(heard, chair, administrator):
    make_draft(heard)
    before = words_of(chair.get("/casework/"))

    asked = administrator.post(heard.path("ask/"))

    assert asked.status_code == 302
    assert "Minutes for you to sign" not in before
    assert heard.path("sign/") in words_of(chair.get("/casework/"))
    assert "Minutes for you to sign" not in words_of(administrator.get("/casework/"))
    sign(chair, heard)
    assert "Minutes for you to sign" not in words_of(chair.get("/casework/"))


def test_the_emails_say_nothing_of_the_person(heard, chair, administrator):
    make_draft(heard)
    administrator.post(heard.path("ask/"))
    sign(chair, heard)

    for message in (Message.MINUTES_TO_SIGN, Message.MINUTES_SIGNED):
        mail = notices.compose(Notice.objects.filter(message=message).first())
        assert heard.path() in mail.body
        assert "10 December 2026" in mail.body
        for said in ("Jane", "Ashworth", heard.item.case.reference, "third floor"):
            assert said not in mail.subject + mail.body
