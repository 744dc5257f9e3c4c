"""First chapter: a practitioner refers, a senior manager authorises, staff list the case."""

import re

from casework.models import AuditEntry, Case, Referral
from portal.tests import filling
from portal.tests.cast import deliver
from portal.tests.walk.cast import Board, answers_of, live_document


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
