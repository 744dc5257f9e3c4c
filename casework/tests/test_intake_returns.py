"""What the return form is told by casework, and what casework takes from it."""

import pytest
from django.contrib.auth.models import AnonymousUser

from casework.choices import Known, MeetingStatus, ReturnStatus, Sharing
from casework.intake import ReturnHandler, Token
from casework.models import AgencyReturn
from casework.tests.factories import (
    at,
    make_administrator,
    make_member,
    panel_called,
    put,
)
from casework.tests.returns_factories import KNOWN, NOT_KNOWN, asked, make_asked
from casework.workflows import returns
from forms_pages import drafts, handlers, intake

pytestmark = pytest.mark.django_db

HANDLER = ReturnHandler()
MORNING = at("2026-11-30 10:00")


def form_of(panel="adult"):
    return panel_called(panel).forms.get(purpose="return").form_page


def token_of(request, user, version=1) -> str:
    return str(Token(request.pk, version, user.pk))


def checked(request, user, version=1, **said):
    token = token_of(request, user, version)
    return HANDLER.check(form_page=form_of(), token=token, answers=said, now=MORNING)


def store(request, user, version=1, **answers):
    draft = drafts.begin(
        form_of().live_version,
        token=token_of(request, user, version),
        answers=answers,
        now=MORNING,
    )
    return intake.store(draft, now=MORNING)


@pytest.fixture
def one():
    meeting, member = make_asked()
    return meeting, asked(meeting)[0], member


def test_it_is_plugged_into_the_forms_and_is_not_public():
    handler = handlers.handler_for("return")

    assert handler.required_targets <= set(handler.targets)
    assert not handler.public


def test_who_answers_is_let_in_by_their_own_token(one):
    _, request, member = one

    token = token_of(request, member)

    assert HANDLER.admit(form_page=form_of(), user=member, token=token) is None


@pytest.mark.parametrize("token", [None, "", "1", "1:1", "a:b:c", "1:1:1:1", "0:1:1", "-1:1:1"])
def test_a_token_that_says_nothing_lets_nobody_in(one, token):
    _, _, member = one

    with pytest.raises(handlers.NotAdmitted):
        HANDLER.admit(form_page=form_of(), user=member, token=token)


def test_nobody_else_is_let_in(one):
    _, request, member = one
    for user in (AnonymousUser(), make_administrator(), make_member("oxford-health")):
        token = f"{request.pk}:1:{user.pk or 0}"
        with pytest.raises(handlers.NotAdmitted):
            HANDLER.admit(form_page=form_of(), user=user, token=token)
        with pytest.raises(handlers.NotAdmitted):
            HANDLER.admit(form_page=form_of(), user=user, token=token_of(request, member))


def test_the_form_of_another_panel_is_not_there(one):
    _, request, member = one

    with pytest.raises(handlers.NotAdmitted):
        HANDLER.admit(form_page=form_of("child"), user=member, token=token_of(request, member))


def test_the_start_says_which_case_what_is_asked_and_by_when(one):
    _, request, member = one

    case, asked_of_you, when = HANDLER.start_notes(
        form_page=form_of(), token=token_of(request, member), now=MORNING
    )

    assert case.heading == f"Case {request.case.reference}"
    assert "Thursday 10 December 2026" in case.text
    assert "short summary of significant events" in asked_of_you.text
    assert when.text == "By the end of Wednesday 2 December 2026."


def test_after_the_day_it_says_that_it_is_late_and_still_taken(one):
    _, request, member = one

    *_, when = HANDLER.start_notes(
        form_page=form_of(), token=token_of(request, member), now=request.due_at
    )

    assert "You can still answer. It is marked as late." in when.text


def test_checking_says_when_a_colleague_has_answered_meanwhile(one):
    _, request, member = one
    assert checked(request, member) == {}

    returns.answer_not_known(requests=[request], checked="x", actor=member, now=MORNING)

    assert "answered for your agency" in checked(request, member)[handlers.WHOLE]
    assert checked(request, member, version=2) == {}


def test_checking_says_when_it_is_too_late_or_no_longer_asked(one):
    meeting, request, member = one
    put(request, status=ReturnStatus.CANCELLED)
    assert "no longer asked" in checked(request, member)[handlers.WHOLE]

    put(request, status=ReturnStatus.REQUESTED)
    put(meeting, status=MeetingStatus.HELD, started_at=MORNING)
    assert "meeting is over" in checked(request, member)[handlers.WHOLE]


@pytest.mark.parametrize("target", ["known", "sharing"])
def test_an_answer_that_an_editor_invented_is_refused_beside_its_question(one, target):
    _, request, member = one

    assert list(checked(request, member, **{target: "perhaps"})) == [target]


def test_what_was_said_becomes_a_return(one):
    _, request, member = one

    submission = store(request, member, **KNOWN | {"sharing": "chair"})

    given = AgencyReturn.objects.get()
    assert (given.known, given.sharing) == (Known.KNOWN, Sharing.CHAIR)
    assert (given.submission, given.answered_by) == (submission, member)
    assert given.answered_at == MORNING


def test_not_known_asks_for_no_narrative_and_may_be_shared(one):
    _, request, member = one

    store(request, member, **NOT_KNOWN)

    given = AgencyReturn.objects.get()
    assert (given.known, given.sharing) == (Known.NOT_KNOWN, Sharing.EVERYONE)


def test_handing_over_twice_makes_one_return(one):
    _, request, member = one
    submission = store(request, member, **NOT_KNOWN)

    HANDLER.receive(submission)

    assert AgencyReturn.objects.count() == 1


def test_a_hand_over_that_failed_is_taken_later_at_its_own_moment(one, monkeypatch):
    _, request, member = one

    def broken(**_):
        raise ValueError

    with monkeypatch.context() as patched:
        patched.setattr("casework.intake.returns.returns.answer", broken)
        submission = store(request, member, **NOT_KNOWN)
    assert submission.fault == "ValueError" and not AgencyReturn.objects.exists()

    assert intake.hand_over(submission, now=at("2026-11-30 10:05"))
    assert AgencyReturn.objects.get().answered_by == member


def test_a_later_hand_over_never_goes_over_a_colleagues_answer(one, monkeypatch):
    _, request, member = one
    with monkeypatch.context() as patched:
        patched.setattr(HANDLER.__class__, "receive", lambda *_: 1 / 0)
        submission = store(request, member, **KNOWN)
    returns.answer_not_known(requests=[request], checked="x", actor=member, now=MORNING)

    assert not intake.hand_over(submission, now=MORNING)

    assert submission.fault == "NotTaken"
    assert AgencyReturn.objects.get().known == Known.NOT_KNOWN


def test_references_of_returns_name_their_case_and_differ(one):
    _, request, member = one
    token = token_of(request, member)

    given = {HANDLER.reference(form_page=form_of(), token=token, now=MORNING) for _ in range(20)}

    assert len(given) == 20
    assert all(one.startswith(f"{request.case.reference}-") for one in given)
