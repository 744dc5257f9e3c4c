"""The product, as its users walk through it: one referral from the public page to a case.

The same story on both boards, in a real browser. Each part reads as what somebody does; the
page they see is checked for accessibility each time they look.
"""

import re
from dataclasses import dataclass

import pytest
from django.utils import timezone

from casework.models import AuditEntry, Case, Panel, Referral
from forms_pages import definition, drafts
from portal.accounts import enrolment
from portal.accounts.models import User
from portal.story import adults, children, people
from portal.story.referrals import days_before, names_of_agencies
from portal.tests import filling
from portal.tests.cast import deliver, gather

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@dataclass(frozen=True)
class Board:
    """What differs between the two boards for someone who walks through."""

    slug: str
    panel: str
    host: str
    teller: object
    rules_page: str
    rules_say: str

    @property
    def person(self):
        return self.teller.TO_SCREEN


BOARDS = [
    Board("bsab", "adult", "bucks.localhost", adults, "Terms of reference", "26 May 2023"),
    Board("oscb", "child", "oxon.localhost", children, "procedure", "Undated chapter"),
]


@pytest.fixture(params=BOARDS, ids=lambda board: board.slug)
def board(request, addresses, cast):
    return request.param


@pytest.fixture
def cast(transactional_db):
    gather()


def answers_of(board: Board) -> dict:
    panel = Panel.objects.get(slug=board.panel)
    day = days_before(timezone.now())
    return board.teller.answers(board.person, day=day, agencies=names_of_agencies(panel))


def live_document(board: Board) -> dict:
    form = Panel.objects.get(slug=board.panel).forms.get(purpose="referral").form_page
    form.refresh_from_db()
    return drafts.document_of(form.live_version)


def sign_in(someone, address: str, email: str) -> None:
    """Sign in with the password and the authenticator's code."""
    someone.open(address)
    someone.fill("Email address", email)
    someone.fill("Password", people.PASSPHRASE)
    someone.look(f"{someone.name}-sign-in")
    someone.press("Continue")
    user = User.objects.get(email=email)
    someone.fill("Security code", enrolment.current_code(user, now=timezone.now()))
    someone.look(f"{someone.name}-code")
    someone.press("Continue")


def the_public_reads(board: Board, visitor, addresses) -> None:
    reader = visitor(f"{board.slug}-public")
    reader.open(addresses.of(board.host))
    reader.look(f"{board.slug}-home")
    reader.follow(board.rules_page)
    assert board.rules_say in reader.reads()
    assert reader.page.locator(".portal-contents a").count() >= 5
    reader.look(f"{board.slug}-rules")
    reader.open(f"{reader.page.url}?print=1")
    reader.look(f"{board.slug}-rules-print")
    assert reader.blocked == []


def a_practitioner_refers(board: Board, visitor, addresses) -> str:
    """Complete the published form without an account, check the answers, get a reference."""
    practitioner = visitor(f"{board.slug}-practitioner")
    start = addresses.of(board.host, "/refer/")
    practitioner.open(start)
    assert "closes" in practitioner.reads()
    practitioner.look(f"{board.slug}-start")
    practitioner.press("Start now")
    practitioner.look(f"{board.slug}-interruption")
    practitioner.press("Continue")
    practitioner.look(f"{board.slug}-tasks")
    filling.in_browser(practitioner, start, live_document(board), answers_of(board))
    practitioner.open(f"{start}check/")
    practitioner.look(f"{board.slug}-check")
    practitioner.press("Send")
    practitioner.look(f"{board.slug}-sent")
    reference = re.search(r"[A-Z]{4}-\d{4}-\d{4}", practitioner.reads())[0]
    practitioner.page.go_back()
    practitioner.page.reload()
    assert Referral.objects.get().reference == reference
    assert practitioner.blocked == []
    return reference


def the_senior_manager_authorises(board: Board, reference: str, visitor) -> None:
    """The link alone shows and spends nothing; the code opens the referral."""
    sent = {email.to[0]: email for email in deliver()}
    authorisation = Referral.objects.get(reference=reference).authorisations.get()
    link = re.search(r"https?://\S+/authorise/\S+", sent[authorisation.email].body)[0]
    manager = visitor(f"{board.slug}-manager")
    for _ in range(2):
        manager.open(link)
        assert board.person.family_name not in manager.reads()
    manager.look(f"{board.slug}-authorise-link")
    manager.press("Send me a code")
    [email] = deliver()
    manager.fill("What is the code in the email?", re.search(r"\b\d{6}\b", email.body)[0])
    manager.look(f"{board.slug}-authorise-code")
    manager.press("Continue")
    assert board.person.family_name in manager.reads()
    manager.look(f"{board.slug}-authorise-referral")
    assert Referral.objects.get(reference=reference).received_at is None
    manager.page.locator("input[type=radio]").first.check()
    manager.press("Send my decision")
    assert "Referral authorised" in manager.reads()
    manager.look(f"{board.slug}-authorise-done")
    assert Referral.objects.get(reference=reference).received_at is not None


def staff_see_it_wait(administrator, reference: str) -> None:
    administrator.open(administrator.home + "authorisations/")
    assert reference in administrator.reads()
    administrator.look(f"{administrator.name}-waiting")


def the_administrator_lists_it(board: Board, reference: str, administrator) -> None:
    administrator.open(administrator.home + "outbox/")
    administrator.look(f"{administrator.name}-outbox")
    administrator.open(administrator.home + "referrals/")
    administrator.look(f"{administrator.name}-inbox")
    administrator.follow(reference)
    administrator.look(f"{administrator.name}-referral")
    administrator.press("Screen this referral")
    administrator.page.get_by_role("button", name="List for a meeting").click()
    administrator.page.locator("input[type=radio]").first.check()
    administrator.look(f"{administrator.name}-list")
    administrator.press("List for this meeting")
    administrator.page.wait_for_url("**/cases/**")
    case = Case.objects.get(reference=reference)
    administrator.open(administrator.home + f"cases/{reference}/")
    assert case.items.get().presenter_name in administrator.reads()
    administrator.look(f"{administrator.name}-case")
    administrator.open(administrator.home + "meetings/")
    administrator.look(f"{administrator.name}-meetings")
    meeting = case.items.get().meeting
    administrator.open(
        administrator.home + f"meetings/{board.panel}/{meeting.held_on.isoformat()}/"
    )
    administrator.look(f"{administrator.name}-meeting")
    assert AuditEntry.objects.filter(subject=reference, event="case_opened").count() == 1
    assert administrator.blocked == []


def an_editor_changes_the_form(board: Board, reference: str, visitor, addresses) -> None:
    """A label changes and a question is added; what was sent and what was begun stay."""
    beginner = visitor(f"{board.slug}-beginner")
    beginner.open(addresses.of(board.host, "/refer/"))
    beginner.press("Start now")
    editor = visitor(f"{board.slug}-editor", viewport={"width": 1400, "height": 1000})
    email = people.EDITORS_OF[board.slug].email
    sign_in(editor, addresses.of("cms.localhost", "/cms/"), email)
    form = Panel.objects.get(slug=board.panel).forms.get(purpose="referral").form_page
    section = form.get_children().specific().first()
    old = section.body[0].value["questions"][0].value["label"]
    editor.open(addresses.of("cms.localhost", f"/cms/pages/{section.pk}/edit/"))
    label = editor.page.locator('[name="body-0-value-questions-0-value-label"]')
    label.fill(f"{old} (today)")
    add_a_question(editor.page, "Is there anything else we should know first?")
    save_draft(editor.page)
    editor.look(f"{board.slug}-editor-section", axe=False)
    editor.open(addresses.of("cms.localhost", f"/cms/pages/{form.pk}/edit/"))
    editor.look(f"{board.slug}-editor-form", axe=False)
    publish(editor.page)
    form.refresh_from_db()
    assert form.live_version.number == 2, editor.reads()[:2000]
    labels = [q.get("label") for q in definition.questions_of(form.live_version.document)]
    assert f"{old} (today)" in labels
    assert "Is there anything else we should know first?" in labels
    sees_the_questions_as_they_were(board, old, beginner, visitor, addresses)
    editor.open(addresses.of("casework.localhost", f"/casework/referrals/{reference}/"))
    assert reference not in editor.reads()


def add_a_question(page, label: str) -> None:
    """Add a long-text question behind the last of the first page, by clicking."""
    asked = page.locator('[data-contentpath="questions"]').first
    before = names_of_labels(page)
    asked.locator(":scope .c-sf-add-button").last.click()
    page.get_by_role("option", name="Long text").first.click()
    page.wait_for_timeout(500)
    [name] = names_of_labels(page) - before
    page.locator(f'[name="{name}"]').fill(label)
    page.locator(f'[name="{name.removesuffix("label")}required"]').uncheck()


def names_of_labels(page) -> set[str]:
    boxes = page.locator('input[name$="-value-label"]')
    return set(boxes.evaluate_all("boxes => boxes.map(box => box.name)"))


def save_draft(page) -> None:
    page.keyboard.press("Control+s")
    page.wait_for_timeout(3000)


def publish(page) -> None:
    page.get_by_role("button", name="More actions").first.click()
    page.get_by_role("button", name="Publish").first.click()
    page.wait_for_load_state()


def sees_the_questions_as_they_were(board, old, beginner, visitor, addresses) -> None:
    start = addresses.of(board.host, "/refer/")
    first = live_document(board)["sections"][0]["pages"][0]["key"]
    beginner.open(f"{start}page/{first}/")
    assert f"{old} (today)" not in beginner.reads()
    newcomer = visitor(f"{board.slug}-newcomer")
    newcomer.open(start)
    newcomer.press("Start now")
    newcomer.open(f"{start}page/{first}/")
    assert f"{old} (today)" in newcomer.reads()


@pytest.mark.req("B105")
def test_a_referral_from_the_public_page_to_a_listed_case(board, visitor, addresses):
    the_public_reads(board, visitor, addresses)
    reference = a_practitioner_refers(board, visitor, addresses)
    administrator = visitor(f"{board.slug}-administrator")
    administrator.home = addresses.of("casework.localhost", "/casework/")
    sign_in(administrator, administrator.home, people.ADMINISTRATORS[board.slug].email)
    administrator.look(f"{administrator.name}-home")
    staff_see_it_wait(administrator, reference)
    the_senior_manager_authorises(board, reference, visitor)
    the_administrator_lists_it(board, reference, administrator)
    an_editor_changes_the_form(board, reference, visitor, addresses)
    administrator.open(administrator.home + f"referrals/{reference}/")
    assert "(today)" not in administrator.reads()
    assert "version 1 of the form" in administrator.reads()
