"""The demonstration's story: told by real workflows, once, and true at any time of year."""

from collections import Counter
from datetime import UTC, datetime
from io import StringIO

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.utils import timezone

from casework import access
from casework.choices import (
    CaseStatus,
    ItemKind,
    Known,
    MeetingStatus,
    ReceiptStatus,
    ReferralStatus,
    ReturnStatus,
    Right,
)
from casework.models import (
    AgencyReturn,
    AuditEntry,
    Case,
    Meeting,
    Notice,
    Panel,
    Referral,
    ReturnRequest,
)
from forms_pages import drafts, fields, journey
from forms_pages.models import Draft, Submission
from portal import story
from portal.accounts.enrolment import current_code
from portal.accounts.models import User
from portal.story import adults, children, people

pytestmark = pytest.mark.django_db

# In Buckinghamshire's quiet weeks and in Oxfordshire's days between closing and panel; just
# after both lists closed; on a panel's own day; over the new year; on the day clocks change.
MOMENTS = (
    datetime(2026, 11, 22, 9, 30, tzinfo=UTC),
    datetime(2026, 11, 27, 0, 5, tzinfo=UTC),
    datetime(2027, 1, 14, 10, 0, tzinfo=UTC),
    datetime(2027, 1, 1, 8, 0, tzinfo=UTC),
    datetime(2027, 3, 28, 1, 30, tzinfo=UTC),
)
ONE_OF_EACH = Counter(
    {
        ReferralStatus.SUBMITTED: 1,
        ReferralStatus.RECEIVED: 1,
        ReferralStatus.DEFERRED: 1,
        ReferralStatus.REFUSED: 1,
        ReferralStatus.DECLINED: 1,
        ReferralStatus.LISTED: 2,
        ReferralStatus.HEARD: 1,
    }
)


@pytest.fixture
def told():
    story.tell(now=timezone.now())


def referral_of(panel: Panel, status: str) -> Referral:
    return Referral.objects.get(panel=panel, status=status)


@pytest.fixture(params=MOMENTS, ids=str)
def moment(request):
    with time_machine.travel(request.param, tick=False):
        story.tell(now=timezone.now())
    return request.param


def test_the_story_is_whole_at_any_time_of_year(moment):
    for panel in Panel.objects.all():
        each_status_has_a_referral(panel)
        meetings_follow_the_rhythm(panel, moment)
        a_case_was_heard(panel, today=timezone.localdate(moment))
    assert not Notice.objects.filter(created_at__gt=moment).exists()
    assert not Submission.objects.filter(handed_over_at=None).exists()


def each_status_has_a_referral(panel: Panel) -> None:
    statuses = Referral.objects.filter(panel=panel).values_list("status", flat=True)
    assert Counter(statuses) == ONE_OF_EACH, panel


def test_what_came_too_late_waits_for_the_meeting_whose_list_is_open(told):
    for panel in Panel.objects.all():
        late = referral_of(panel, ReferralStatus.DEFERRED)

        assert late.submitted_at < late.missed.closes_at < late.received_at
        assert late.meeting == Meeting.objects.filter(panel=panel).accepting(at=timezone.now())[0]


def test_one_case_is_open_and_agencies_are_asked_about_another(told):
    for panel in Panel.objects.all():
        listed = Case.objects.filter(panel=panel, referral__status=ReferralStatus.LISTED)
        ahead, closed = listed.order_by("-referral__meeting__held_on")

        assert ahead.referral.meeting.status == MeetingStatus.LIST_OPEN
        assert closed.referral.meeting.status == MeetingStatus.LIST_CLOSED
        assert closed.referral.meeting.held_on >= timezone.localdate()
        assert ahead.status in (CaseStatus.OPEN, CaseStatus.RESEARCHING)
        asked = ReturnRequest.objects.filter(case=closed)
        assert {one.status for one in asked} == {ReturnStatus.REQUESTED}
        standing = panel.seats.filter(kind="standing")
        assert set(standing) <= {one.seat for one in asked.select_related("seat")}


def a_case_was_heard(panel: Panel, *, today) -> None:
    """Its minutes wait for the lead professional, an action is overdue, and it comes back."""
    case = Case.objects.get(panel=panel, referral__status=ReferralStatus.HEARD)
    first, comes_back = case.items.order_by("meeting__held_on")
    assert first.meeting.status == MeetingStatus.COMPLETE
    assert {one.known for one in AgencyReturn.objects.filter(request__case=case)} == {
        Known.KNOWN,
        Known.NOT_KNOWN,
    }
    assert comes_back.kind == ItemKind.REVISIT
    assert comes_back.meeting.status == MeetingStatus.LIST_OPEN
    assert case.receipts.get().status == ReceiptStatus.SENT
    statuses = case.actions.values_list("status", flat=True)
    assert list(statuses) == ["completed", "accepted", "agreed"]
    [late] = case.actions.overdue(today=today)
    assert late.number == 2


def in_rhythm(meeting: Meeting) -> bool:
    day = meeting.held_on
    if meeting.panel.slug == "adult":
        return (day.weekday(), (day.day - 1) // 7 + 1) == (3, 2)
    return (day.weekday(), (day.day - 1) // 7 + 1, day.month % 2) == (1, 4, 1)


def meetings_follow_the_rhythm(panel: Panel, moment: datetime) -> None:
    """All but one at most, which is there so that a closed list is always near."""
    planned = Meeting.objects.filter(panel=panel).select_related("panel")
    ahead = planned.filter(held_on__gte=moment.date())
    assert len([meeting for meeting in planned if not in_rhythm(meeting)]) <= 1
    assert ahead.filter(closes_at__lte=moment).exists()
    assert ahead.count() >= (5 if panel.slug == "adult" else 3)


def test_every_member_is_invited_to_the_next_meeting(told):
    for panel in Panel.objects.all():
        meeting = Meeting.objects.filter(panel=panel).accepting(at=timezone.now())[0]
        invited = {one.user.email for one in meeting.attendances.select_related("user")}
        seated = {
            one.character.email
            for one in people.MEMBERS
            if one.character.board == panel.board.slug and one.seat and one.capacity != "deputy"
        }
        assert seated <= invited


def test_everyone_can_sign_in(told):
    for character in people.cast():
        user = User.objects.get(email=character.email)
        assert user.check_password(people.PASSPHRASE)
        assert len(current_code(user, now=timezone.now())) == 6


def test_editors_see_no_referral_and_administrators_only_their_own_boards(told):
    for panel in Panel.objects.select_related("board"):
        board = panel.board
        editor = User.objects.get(email=people.EDITORS_OF[board.slug].email)
        administrator = User.objects.get(email=people.ADMINISTRATORS[board.slug].email)

        assert not access.referrals_for(editor).exists()
        assert {one.panel for one in access.referrals_for(administrator)} == {panel}
        assert not access.may(editor, Right.SCREEN_REFERRAL, board)


def test_no_email_and_no_audit_entry_names_a_person_of_the_story(told):
    everyone = [*vars(adults).values(), *vars(children).values()]
    names = {one.family_name for one in everyone if isinstance(one, adults.Adult | children.Child)}
    assert len(names) == 16

    said = [str(one.facts) + one.reference for one in Notice.objects.all()]
    said += [str(one.facts) + one.subject for one in AuditEntry.objects.all()]
    assert said
    assert not [name for name in names if any(name in text for text in said)]


def test_every_answer_is_one_the_form_itself_would_have_taken(told):
    around = fields.Around(today=timezone.localdate())
    for submission in Submission.objects.select_related("version"):
        document = drafts.document_of(submission.version)
        assert not journey.missing(document, submission.data)
        for page in journey.route(document, submission.data):
            for question in page.asked:
                for asked, answer in given(question, submission.data):
                    typed = fields.typed_from(asked, answer)
                    assert fields.clean(asked, typed, around) == (answer, None), asked["key"]


def given(question, answers):
    """Return each answer to a question, or to the questions of each of its rows."""
    answer = answers.get(question["key"])
    if answer is None or question["type"] == "agency":
        return
    if question["type"] == "group" and isinstance(answer, list):
        for row in answer:
            for inner in question["questions"]:
                yield from given(inner, row)
    elif question["type"] != "group":
        yield question, answer


def test_telling_it_again_changes_nothing(told):
    before = [Referral.objects.count(), User.objects.count(), Notice.objects.count()]
    out = StringIO()

    call_command("demo", port=8000, stdout=out)

    assert "already there" in out.getvalue()
    assert [Referral.objects.count(), User.objects.count(), Notice.objects.count()] == before
    assert not Draft.objects.exists()


def test_the_guide_says_where_who_and_how():
    out = StringIO()

    call_command("demo", port=8123, stdout=out)

    said = out.getvalue()
    for address in ("bucks", "oxon", "casework", "cms"):
        assert f"http://{address}.localhost:8123/" in said
    for character in people.cast():
        assert character.email in said and character.what_for in said
    assert people.PASSPHRASE in said and "make code FOR=" in said
    assert len(people.PASSPHRASE) >= 15


def test_the_story_is_refused_outside_the_demonstration(settings):
    settings.DEMO = False

    with pytest.raises(CommandError, match="only for development"):
        call_command("demo")

    assert not User.objects.exists()
