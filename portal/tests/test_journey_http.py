"""The same walk without a script: plain requests, on both boards."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.db import OperationalError
from django.test import Client
from django.utils import timezone

from casework.choices import Event
from casework.models import AuditEntry, Case, Panel, Referral
from forms_pages import drafts, intake
from forms_pages.models import Draft, Submission
from portal.accounts.models import User
from portal.accounts.tests.people import verified
from portal.story import adults, children, people
from portal.story.referrals import days_before, names_of_agencies
from portal.tests import filling
from portal.tests.cast import deliver, gather

pytestmark = pytest.mark.django_db

BOARDS = [
    ("bsab", "adult", "bucks.localhost", adults),
    ("oscb", "child", "oxon.localhost", children),
]


@pytest.fixture
def cast():
    gather()


class Walk:
    """One board's people, and the referral they pass on."""

    def __init__(self, slug: str, panel: str, host: str, teller):
        self.slug, self.host, self.person = slug, host, teller.TO_SCREEN
        self.panel = Panel.objects.get(slug=panel)
        self.form = self.panel.forms.get(purpose="referral").form_page
        self.document = drafts.document_of(self.form.live_version)
        agencies = names_of_agencies(self.panel)
        day = days_before(timezone.now())
        self.answers = teller.answers(self.person, day=day, agencies=agencies)
        self.practitioner = Client(HTTP_HOST=host)
        self.manager = Client(HTTP_HOST=host)
        self.administrator = verified(self.account(people.ADMINISTRATORS[slug]))

    def account(self, character) -> User:
        return User.objects.get(email=character.email)

    def begin(self) -> None:
        self.practitioner.post("/refer/begin/")

    def fill_in(self) -> None:
        self.begin()
        filling.over_http(self.practitioner, "/refer/", self.document, self.answers)

    def sending(self) -> dict:
        """Return what the check page would post."""
        page = self.practitioner.get("/refer/check/").content.decode()
        return {name: hidden(page, name) for name in ("key", "version")}

    def send(self) -> Referral:
        answer = self.practitioner.post("/refer/send/", self.sending(), follow=True)
        assert answer.status_code == 200
        return Referral.objects.get(reference=reference_on(answer))

    def link(self, referral: Referral) -> str:
        email = next(sent for sent in deliver() if "/authorise/" in sent.body)
        return re.search(r"https?://[^/]+(/authorise/\S+)", email.body)[1]

    def open_with_code(self, link: str) -> str:
        """Ask for a code, give it, and return where the decision is made."""
        self.manager.post(link)
        [email] = deliver()
        code = re.search(r"\b\d{6}\b", email.body)[0]
        self.manager.post(f"{link}code/", {"code": code})
        return f"{link}decide/"


def hidden(page: str, name: str) -> str:
    return re.search(rf'name="{name}" value="([^"]*)"', page)[1]


def reference_on(answer) -> str:
    return re.search(r"[A-Z]{4}-\d{4}-\d{4}", answer.content.decode())[0]


@pytest.fixture(params=BOARDS, ids=lambda board: board[0])
def walk(request, cast):
    return Walk(*request.param)


def test_a_referral_is_sent_authorised_screened_and_listed_without_a_script(walk):
    walk.fill_in()
    referral = walk.send()
    assert referral.received_at is None
    waiting = walk.administrator.get("/casework/authorisations/").content.decode()
    assert referral.reference in waiting
    assert walk.person.family_name not in waiting

    decide = walk.open_with_code(walk.link(referral))
    assert walk.manager.post(decide, {"decision": "authorise"}, follow=True).status_code == 200
    referral.refresh_from_db()
    assert referral.received_at is not None

    address = f"/casework/referrals/{referral.reference}/"
    walk.administrator.post(f"{address}screen/")
    page = walk.administrator.get(f"{address}list/").content.decode()
    meeting = re.search(r'name="meeting"[^>]*value="([^"]+)"', page)[1]
    walk.administrator.post(f"{address}list/", {"meeting": meeting})

    assert Case.objects.get(reference=referral.reference).items.count() == 1


def test_sending_twice_and_coming_back_make_one_referral(walk):
    walk.fill_in()
    sending = walk.sending()

    first = walk.practitioner.post("/refer/send/", sending, follow=True)
    second = walk.practitioner.post("/refer/send/", sending, follow=True)

    assert reference_on(first) == reference_on(second)
    assert Referral.objects.count() == Submission.objects.count() == 1


@pytest.mark.parametrize("name", ["key", "version"])
def test_a_tampered_hidden_field_is_refused_and_the_draft_stays(walk, name):
    walk.fill_in()
    before = Draft.objects.get().answers
    sending = {**walk.sending(), name: "11111111-1111-4111-8111-111111111111"}

    answer = walk.practitioner.post("/refer/send/", sending)

    assert answer.status_code == 400
    assert Draft.objects.get().answers == before
    assert not Submission.objects.exists()


def test_the_database_away_at_send_answers_503_and_keeps_the_draft(walk, monkeypatch):
    walk.fill_in()
    sending, before = walk.sending(), Draft.objects.get().answers

    def away(*args, **kwargs):
        raise OperationalError

    with monkeypatch.context() as broken:
        broken.setattr(Submission.objects, "create", away)
        answer = walk.practitioner.post("/refer/send/", sending)

    assert answer.status_code == 503
    assert answer["Retry-After"]
    assert "saved" in answer.content.decode()
    assert Draft.objects.get().answers == before
    assert not Submission.objects.exists()
    assert walk.send().reference


def test_a_failed_hand_over_keeps_the_receipt_and_is_tried_again(walk, monkeypatch):
    walk.fill_in()
    with monkeypatch.context() as broken:
        broken.setattr("casework.workflows.referrals.submit", lambda **_: 1 / 0)
        answer = walk.practitioner.post("/refer/send/", walk.sending(), follow=True)
    reference = reference_on(answer)
    assert not Referral.objects.exists()
    assert reference in walk.administrator.get("/casework/attention/").content.decode()

    walk.administrator.post(f"/casework/attention/{reference}/retry/")

    assert Referral.objects.get().reference == reference
    assert not intake.needing_attention().exists()


def test_a_used_link_is_refused_and_changes_nothing(walk):
    walk.fill_in()
    referral = walk.send()
    link = walk.link(referral)
    decide = walk.open_with_code(link)
    walk.manager.post(decide, {"decision": "authorise"})
    referral.refresh_from_db()

    replayed = Client(HTTP_HOST=walk.host).get(link)
    again = walk.manager.post(decide, {"decision": "refuse", "reason": "Changed my mind"})

    assert replayed.status_code == 410
    assert again.status_code in (404, 410)
    after = Referral.objects.get()
    assert (after.status, after.received_at) == (referral.status, referral.received_at)


def test_an_expired_link_is_refused(walk, time_machine_days):
    walk.fill_in()
    link = walk.link(walk.send())

    with time_machine_days(walk.panel.authorisation_link_days + 1):
        answer = Client(HTTP_HOST=walk.host).get(link)

    assert answer.status_code == 410
    assert walk.person.family_name not in answer.content.decode()


@pytest.fixture
def time_machine_days():
    return lambda days: time_machine.travel(timezone.now() + timedelta(days=days))


def test_the_other_boards_referral_and_case_are_not_there_and_it_is_recorded(walk):
    walk.fill_in()
    referral = walk.send()
    decide = walk.open_with_code(walk.link(referral))
    walk.manager.post(decide, {"decision": "authorise"})
    address = f"/casework/referrals/{referral.reference}/"
    walk.administrator.post(f"{address}screen/")
    page = walk.administrator.get(f"{address}list/").content.decode()
    meeting = re.search(r'name="meeting"[^>]*value="([^"]+)"', page)[1]
    walk.administrator.post(f"{address}list/", {"meeting": meeting})
    other = "oscb" if walk.slug == "bsab" else "bsab"
    stranger_is = walk.account(people.ADMINISTRATORS[other])
    stranger = verified(stranger_is)

    for kind in ("referrals", "cases"):
        answer = stranger.get(f"/casework/{kind}/{referral.reference}/")
        assert answer.status_code == 404

    refused = AuditEntry.objects.filter(event=Event.ACCESS_REFUSED, actor=stranger_is.email)
    assert [referral.reference in entry.subject for entry in refused] == [True, True]
