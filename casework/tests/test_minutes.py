"""Minutes are drafted from the record, signed by the chair, and then locked."""

import pytest
import time_machine

from casework.choices import (
    AttendanceState,
    Event,
    MeetingStatus,
    Message,
    MinutesStatus,
    OfficeKind,
)
from casework.errors import NotPermitted, WrongMoment
from casework.models import Attendance, AuditEntry, Minutes, MinutesComment, MinutesItem, Notice
from casework.models.minutes import MinutesLocked
from casework.rules import seals
from casework.tests.factories import (
    DECEMBER,
    JANUARY,
    make_administrator,
    make_case,
    make_chair,
    make_meeting,
    make_user,
    put,
)
from casework.tests.minutes_factories import make_draft, make_heard, moment
from casework.workflows import meetings, minutes, minutes_content, outcomes

pytestmark = pytest.mark.django_db

AFTER = moment(DECEMBER, "18:00")


@pytest.fixture(autouse=True)
def evening():
    with time_machine.travel(AFTER, tick=False):
        yield


@pytest.fixture
def heard():
    return make_heard()


@pytest.fixture
def draft(heard):
    return make_draft(heard)


def sign(heard, made, **details):
    return minutes.sign(minutes=made, actor=heard.chair, now=heard.after, **details)


def events(*wanted):
    return [entry.event for entry in AuditEntry.objects.all() if entry.event in wanted]


def test_a_draft_takes_over_what_was_written_about_each_case(heard):
    made = make_draft(heard)

    text = made.texts.get()
    assert (made.version, made.status) == (1, MinutesStatus.DRAFT)
    assert text.pen_picture == "Lives alone on the third floor."
    assert text.persons_views == "Jane wants to stay in the flat."
    assert events(Event.MINUTES_DRAFTED) == [Event.MINUTES_DRAFTED]


@pytest.mark.parametrize("status", [MeetingStatus.LIST_CLOSED, MeetingStatus.IN_SESSION])
def test_minutes_are_not_drafted_before_the_meeting_is_held(heard, status):
    put(heard.meeting, status=status)

    with pytest.raises(WrongMoment, match="has been held"):
        make_draft(heard)

    assert not Minutes.objects.exists()


def test_minutes_are_drafted_once(heard, draft):
    with pytest.raises(WrongMoment, match="drafted already"):
        make_draft(heard)

    assert Minutes.objects.get() == draft


@pytest.mark.req("O102")
def test_only_the_administrator_or_the_chair_edits_a_draft_and_members_comment(heard, draft):
    for editor in (heard.administrator, heard.chair):
        minutes.edit(minutes=draft, opening=f"By {editor}", actor=editor, now=heard.after)
    stored = Minutes.objects.get().opening

    with pytest.raises(NotPermitted):
        minutes.edit(minutes=draft, opening="Mine", actor=heard.member, now=heard.after)
    with pytest.raises(NotPermitted):
        minutes.edit_case(
            minutes=draft, item=heard.item, discussion="x", actor=heard.member, now=heard.after
        )
    made = minutes.comment(
        minutes=draft, text="It began at two.", actor=heard.member, now=heard.after
    )

    assert stored == Minutes.objects.get().opening == f"By {heard.chair}"
    assert (made.by, made.text) == (heard.member, "It began at two.")


def test_who_did_not_attend_does_not_comment(heard, draft):
    Attendance.objects.filter(user=heard.member).update(state=AttendanceState.APOLOGIES)

    with pytest.raises(NotPermitted, match="attended"):
        minutes.comment(minutes=draft, text="I heard", actor=heard.member, now=heard.after)

    assert not MinutesComment.objects.exists()


def test_another_boards_administrator_drafts_and_edits_nothing(heard, draft):
    stranger = make_administrator("oscb")

    for act in (minutes.edit, minutes.send_for_signature):
        with pytest.raises(NotPermitted):
            act(minutes=draft, actor=stranger, now=heard.after)


@pytest.mark.req("O103")
def test_signing_keeps_who_signed_when_and_a_hash_of_all_that_was_said(heard, draft):
    signed = sign(heard, draft)

    kept = Minutes.objects.get()
    assert (kept.status, kept.signed_by, kept.signed_at) == ("signed", heard.chair, heard.after)
    assert kept.signed_as == heard.meeting.panel.offices.get(kind=OfficeKind.CHAIR).title
    assert len(kept.content_hash) == 64
    assert seals.holds(kept.content, signed.content_hash)
    assert kept.content["signature"] == {
        "name": "Alexandra Quill",
        "office": kept.signed_as,
        "at": "2026-12-11T10:00+00:00",
    }
    assert not seals.holds(kept.content | {"closing": "More"}, kept.content_hash)
    heard.meeting.refresh_from_db()
    assert heard.meeting.status == MeetingStatus.COMPLETE
    entry = AuditEntry.objects.get(event=Event.MINUTES_SIGNED)
    assert entry.facts["content_hash"] == kept.content_hash


@pytest.mark.req("O103")
def test_signed_minutes_cannot_be_edited_by_any_way(heard, draft):
    sign(heard, draft)
    kept = Minutes.objects.get()
    before = Minutes.objects.values().get()

    with pytest.raises(WrongMoment):
        minutes.edit(minutes=kept, opening="x", actor=heard.chair, now=heard.after)
    with pytest.raises(WrongMoment):
        minutes.edit_case(
            minutes=kept, item=heard.item, options="x", actor=heard.chair, now=heard.after
        )
    with pytest.raises(WrongMoment, match="signed"):
        minutes.comment(minutes=kept, text="x", actor=heard.chair, now=heard.after)
    with pytest.raises(WrongMoment):
        sign(heard, kept)
    for act in (
        lambda: kept.save(),
        lambda: kept.delete(),
        lambda: Minutes.objects.update(opening="x"),
        lambda: Minutes.objects.all().delete(),
        lambda: MinutesItem.objects.get().save(),
        lambda: MinutesItem.objects.update(options="x"),
        lambda: MinutesItem.objects.all().delete(),
        lambda: MinutesComment.objects.create(
            minutes=kept, at=heard.after, by=heard.chair, text="x"
        ),
    ):
        with pytest.raises(MinutesLocked):
            act()

    assert Minutes.objects.values().get() == before


@pytest.mark.req("O103")
def test_a_correction_is_a_new_version_and_both_are_kept(heard, draft):
    first = sign(heard, draft)
    before = Minutes.objects.values().get(pk=first.pk)

    second = minutes.correct(
        minutes=first, reason="Wrong floor.", actor=heard.administrator, now=heard.after
    )
    minutes.edit_case(
        minutes=second,
        item=heard.item,
        pen_picture="Lives alone on the second floor.",
        actor=heard.administrator,
        now=heard.after,
    )
    sign(heard, second)

    assert Minutes.objects.values().get(pk=first.pk) == before
    kept = Minutes.objects.get(version=2)
    assert (kept.corrects, kept.correction_reason) == (first, "Wrong floor.")
    assert kept.content["corrects"] == 1
    assert kept.content["cases"][0]["pen_picture"] == "Lives alone on the second floor."
    assert kept.content["cases"][0]["discussion"] == "The panel heard about the fires."
    assert seals.holds(kept.content, kept.content_hash)
    assert AuditEntry.objects.get(event=Event.MINUTES_CORRECTED).facts["reason"] == "Wrong floor."


def test_while_minutes_are_corrected_the_record_may_be_too_and_not_otherwise(heard, draft):
    came = heard.meeting.attendances.exclude(user=heard.chair).first()
    state = came.state
    mend = {"attendance": came, "state": "absent", "actor": heard.administrator, "now": heard.after}
    signed = sign(heard, draft)
    with pytest.raises(WrongMoment, match="Correct them"):
        meetings.record_attendance(**mend)

    correction = minutes.correct(
        minutes=signed, reason="Who came.", actor=heard.administrator, now=heard.after
    )
    meetings.record_attendance(**mend)
    outcomes.recommend(
        item=heard.item, text="One more.", actor=heard.administrator, now=heard.after
    )
    sign(heard, correction)

    first, second = Minutes.objects.order_by("version")
    assert state_of(came, first) == AttendanceState(state).label
    assert state_of(came, second) == AttendanceState.ABSENT.label
    with pytest.raises(WrongMoment, match="signed"):
        outcomes.recommend(item=heard.item, text="x", actor=heard.chair, now=heard.after)


def state_of(came, signed):
    return next(one for one in signed.content["attendance"] if one["name"] == came.name)["state"]


def test_a_draft_is_edited_and_not_corrected(heard, draft):
    with pytest.raises(WrongMoment, match="not signed yet"):
        minutes.correct(minutes=draft, reason="x", actor=heard.chair, now=heard.after)


@pytest.mark.parametrize("reason", ["", "  "])
def test_a_correction_says_why(heard, draft, reason):
    first = sign(heard, draft)

    with pytest.raises(WrongMoment, match="why"):
        minutes.correct(minutes=first, reason=reason, actor=heard.chair, now=heard.after)

    assert Minutes.objects.count() == 1


def test_one_version_is_corrected_once(heard, draft):
    first = sign(heard, draft)
    minutes.correct(minutes=first, reason="x", actor=heard.chair, now=heard.after)

    with pytest.raises(WrongMoment, match="begun already"):
        minutes.correct(minutes=first, reason="y", actor=heard.chair, now=heard.after)

    assert Minutes.objects.count() == 2


@pytest.mark.req("O103", "O26")
def test_only_who_chaired_the_meeting_signs(heard, draft):
    vice = make_chair(kind=OfficeKind.VICE)

    for other in (heard.administrator, heard.member, vice, None):
        with pytest.raises(NotPermitted):
            minutes.sign(minutes=draft, actor=other, now=heard.after)

    assert Minutes.objects.get().status == MinutesStatus.DRAFT


@pytest.mark.req("O26", "O103")
def test_where_the_chair_was_away_the_vice_chair_signs_by_that_office(heard, draft):
    vice = make_chair(kind=OfficeKind.VICE)
    Attendance.objects.filter(user=heard.chair).update(state=AttendanceState.APOLOGIES)

    minutes.sign(minutes=draft, actor=vice, now=heard.after)

    kept = Minutes.objects.get()
    assert kept.signed_by == vice
    assert kept.signed_as == heard.meeting.panel.offices.get(kind=OfficeKind.VICE).title
    assert kept.content["chair"]["acting"] is True


def test_what_is_signed_is_what_was_read(heard, draft):
    seen = seals.seal(minutes_content.draw_up(draft))
    minutes.edit(minutes=draft, closing="More", actor=heard.administrator, now=heard.after)

    with pytest.raises(WrongMoment, match="changed after you opened them"):
        sign(heard, draft, seen=seen)

    read_again = seals.seal(minutes_content.draw_up(Minutes.objects.get()))
    assert sign(heard, draft, seen=read_again).status == MinutesStatus.SIGNED


def test_what_somebody_else_wrote_meanwhile_is_not_lost(heard, draft):
    seen = minutes.mark(draft, minutes.FRAME)
    minutes.edit(minutes=draft, opening="First", seen=seen, actor=heard.chair, now=heard.after)

    with pytest.raises(WrongMoment, match="Somebody else"):
        minutes.edit(
            minutes=draft,
            opening="Second",
            seen=seen,
            actor=heard.administrator,
            now=heard.after,
        )

    assert Minutes.objects.get().opening == "First"


def test_the_chair_is_asked_to_sign_by_email_once_a_day(heard, draft):
    for _ in range(2):
        minutes.send_for_signature(minutes=draft, actor=heard.administrator, now=heard.after)

    notice = Notice.objects.get(message=Message.MINUTES_TO_SIGN)
    assert notice.recipient == heard.chair.email
    assert Minutes.objects.get().asked_at == heard.after


def test_those_who_attended_or_apologised_are_told_that_minutes_are_signed(heard, draft):
    absent, apologised = make_user("Noel Ash"), make_user("Ada Rook")
    for user, state in ((absent, "absent"), (apologised, "apologies")):
        heard.meeting.attendances.create(user=user, name=str(user), state=state)

    sign(heard, draft)

    told = Notice.objects.filter(message=Message.MINUTES_SIGNED)
    addresses = set(told.values_list("recipient", flat=True))
    assert addresses == {heard.chair.email, heard.member.email, apologised.email}


def test_a_case_that_is_not_in_the_minutes_is_not_edited(heard, draft):
    other = make_case(make_meeting(JANUARY)).items.get()

    with pytest.raises(WrongMoment, match="not in these minutes"):
        minutes.edit_case(minutes=draft, item=other, actor=heard.chair, now=heard.after)
