"""Last chapter: minutes are signed and received, actions are done, the quarter is counted."""

import re
from io import BytesIO

from openpyxl import load_workbook

from casework import tasks
from casework.choices import ActionStatus, MinutesStatus, ReceiptStatus
from casework.models import Action, Meeting, Minutes, MinutesReceipt, Workbook
from portal.tests.walk import passing
from portal.tests.walk.cast import Board
from portal.tests.walk.meeting import LEAD_EMAIL, OWNER_EMAIL
from portal.tests.walk.researching import address_of, meeting_of

LINK = re.compile(r"https?://\S+")
CODE = re.compile(r"\b\d{6}\b")


def the_administrator_drafts_minutes(reference: str, administrator) -> None:
    meeting = meeting_of(reference)
    administrator.open(address_of(administrator, meeting))
    administrator.press("Draft the minutes")
    administrator.press("Draft the minutes")
    administrator.look(f"{administrator.name}-minutes-draft")
    administrator.press("Edit opening and closing")
    administrator.fill("How the meeting opened", "The chair read the confidentiality statement.")
    administrator.press("Save")
    administrator.press("Ask the chair to sign")
    administrator.look(f"{administrator.name}-minutes-asked")


def the_member_comments_and_cannot_edit(member, reference: str) -> None:
    meeting = meeting_of(reference)
    member.open(address_of(member, meeting, "minutes/"))
    member.look(f"{member.name}-minutes")
    member.press("Comment")
    member.fill("Your comment", f"{reference}: the visit was on a Tuesday.")
    member.press("Send your comment")
    answer = member.page.goto(address_of(member, meeting, "minutes/edit/"))
    assert answer.status == 403


def the_chair_signs(board: Board, chair, reference: str) -> None:
    """Signing locks them: the page shows the seal, and offers no more editing."""
    meeting = meeting_of(reference)
    assert passing.emails_to(board.chair)
    chair.open(address_of(chair, meeting, "minutes/"))
    chair.press("Sign the minutes")
    chair.page.locator("input[name=declared]").check()
    chair.look(f"{chair.name}-minutes-sign")
    chair.press("Sign the minutes")
    minutes = Minutes.objects.get(meeting=meeting)
    assert minutes.status == MinutesStatus.SIGNED, chair.reads()[:1500]
    chair.open(address_of(chair, meeting, "minutes/"))
    chair.look(f"{chair.name}-minutes-signed")
    assert minutes.content_hash in chair.reads()
    assert chair.page.get_by_role("button", name="Edit opening and closing").count() == 0


def a_correction_is_a_new_version(administrator, chair, reference: str) -> None:
    meeting = meeting_of(reference)
    administrator.open(address_of(administrator, meeting, "minutes/"))
    administrator.press("Correct the minutes")
    administrator.fill("What is corrected, and why?", "The day of a visit was wrong.")
    administrator.press("Begin the correction")
    chair.open(address_of(chair, meeting, "minutes/"))
    chair.press("Sign the minutes")
    chair.page.locator("input[name=declared]").check()
    chair.press("Sign the minutes")
    versions = Minutes.objects.filter(meeting=meeting).order_by("version")
    assert [one.status for one in versions] == [MinutesStatus.SIGNED, MinutesStatus.SIGNED]
    assert versions[1].corrects == versions[0]


def opened_by_link(board: Board, who: str, email, visitor):
    """Open the link of an email, with the code that is sent to the same address."""
    someone = visitor(f"{board.slug}-{who}")
    someone.open(LINK.search(email.body)[0].rstrip(".,"))
    someone.look(f"{someone.name}-link")
    someone.press("Send me a code")
    [sent] = passing.emails_to(email.to[0])
    someone.fill("What is the code in the email?", CODE.search(sent.body)[0])
    someone.press("Continue")
    return someone


def the_lead_professional_acknowledges(board: Board, reference: str, visitor) -> None:
    """They have no account: the latest link and a code open their own case's part."""
    emails = [mail for mail in passing.emails_to(LEAD_EMAIL) if "/minutes/" in mail.body]
    lead = opened_by_link(board, "lead", emails[-1], visitor)
    assert "Make the nights safe first." in lead.reads()
    lead.look(f"{lead.name}-minutes")
    receipt = MinutesReceipt.objects.filter(case__reference=reference).latest("pk")
    assert receipt.status == ReceiptStatus.SENT
    lead.press("I have received these minutes")
    receipt.refresh_from_db()
    assert receipt.status == ReceiptStatus.RECEIVED
    lead.look(f"{lead.name}-minutes-received")


def an_owner_completes_an_action(board: Board, emails, visitor) -> None:
    owner = opened_by_link(board, "owner", emails[-1], visitor)
    owner.look(f"{owner.name}-action")
    owner.press("Complete")
    owner.press("Send my answer")
    owner.look(f"{owner.name}-action-wrong")
    owner.page.locator("textarea").first.fill("Visited on Monday. The note is on the record.")
    owner.press("Send my answer")
    owner.look(f"{owner.name}-action-done")
    action = Action.objects.get(owner_email=OWNER_EMAIL)
    assert action.status == ActionStatus.COMPLETED


def an_overdue_action_shows(administrator, reference: str) -> None:
    late = Action.objects.get(owner_email=LEAD_EMAIL)
    passing.until_it_is_overdue(late)
    assert any("overdue" in mail.subject.lower() for mail in passing.emails_to(LEAD_EMAIL))
    administrator.open(f"{administrator.home}actions/")
    assert "Overdue" in administrator.reads()
    administrator.look(f"{administrator.name}-actions")
    administrator.open(f"{administrator.home}cases/{reference}/plan/")
    administrator.look(f"{administrator.name}-plan")
    administrator.open(f"{administrator.home}cases/{reference}/")
    administrator.look(f"{administrator.name}-case-heard")


def the_quarter_is_counted(administrator, meeting: Meeting, reference: str) -> None:
    """A job makes the spreadsheet; the page says how far it is, then offers it."""
    administrator.open(f"{administrator.home}spreadsheets/")
    administrator.page.locator("input[name=panel]").first.check()
    administrator.page.locator("input[name=quarter]").first.check()
    administrator.look(f"{administrator.name}-spreadsheets")
    administrator.press("Make a spreadsheet")
    workbook = Workbook.objects.get()
    administrator.look(f"{administrator.name}-spreadsheet-waiting")
    tasks.make_workbook(workbook.pk)
    administrator.open(f"{administrator.home}spreadsheets/{workbook.pk}/")
    administrator.look(f"{administrator.name}-spreadsheet")
    with administrator.page.expect_download() as download:
        administrator.press("Download the spreadsheet")
    with open(download.value.path(), "rb") as file:
        book = load_workbook(BytesIO(file.read()))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert reference in {cell.value for cell in cells}
    assert meeting.packs.count() == 1
    assert not [cell for cell in cells if cell.data_type == "f"]
