"""A form's answers come in, a referral goes out."""

from collections.abc import Mapping
from datetime import datetime

from django.utils import timezone

from casework import references
from casework.choices import ReceiptBasis, ReferralStatus
from casework.intake.panels import concern_note, panel_of
from casework.models import Meeting, Panel, Referral
from casework.rules import deadlines, screening
from casework.workflows import receipt, referrals
from forms_pages.handlers import NotAdmitted, Note, Option, Target

SHORT, LONG, DAY = "short_text", "long_text", "date"
ONE, SEVERAL, YES_NO = "one_of", "several_of", "yes_no_not_known"

# What the answers mean to the panel: key, name for editors, and the question types that fit.
MEANINGS = (
    ("person_first_name", "The person’s first name", (SHORT,)),
    ("person_family_name", "The person’s family name", (SHORT,)),
    ("person_dob", "The person’s date of birth", (DAY,)),
    ("person_nhs_number", "The person’s NHS number", ("nhs_number",)),
    ("person_address", "The person’s address", ("address",)),
    ("resident", "Whether they live in the board’s area", (YES_NO,)),
    ("criterion_needs", "Criterion: care and support needs", (YES_NO,)),
    ("criterion_abuse", "Criterion: abuse or neglect", (SEVERAL, YES_NO)),
    ("criterion_unable", "Criterion: cannot protect themselves", (YES_NO, ONE)),
    ("route", "The route of eligibility", (ONE,)),
    ("referrer_name", "The referrer’s name", (SHORT,)),
    ("referrer_job", "The referrer’s job", (SHORT,)),
    ("referrer_email", "The referrer’s email address", ("email",)),
    ("referrer_phone", "The referrer’s phone number", ("phone",)),
    ("referring_agency", "The referring agency", ("agency",)),
    ("case_responsibility", "Whether the referrer holds case responsibility", (YES_NO,)),
    ("presenter_name", "Who presents the case", (SHORT,)),
    ("presenter_capacity", "In which capacity they present", (ONE,)),
    ("agency_attendee", "Who attends for the referring agency", (SHORT,)),
    ("authoriser_name", "The senior manager’s name", (SHORT,)),
    ("authoriser_post", "The senior manager’s post", (SHORT,)),
    ("authoriser_email", "The senior manager’s email address", ("email",)),
    ("consent_state", "Whether the person agreed", (ONE,)),
    ("consent_reasons", "Reasons for going ahead without agreement", (SEVERAL,)),
    ("consent_explanation", "Why those reasons apply", (LONG,)),
    ("lawful_basis", "The lawful basis relied on", (ONE,)),
    ("social_worker_consulted", "When the key social worker was consulted", (DAY,)),
    ("reviewing_officer", "The reviewing officer or independent chair", (SHORT,)),
    ("reviewing_officer_discussed", "When it was discussed with them", (DAY,)),
    ("concern_raised", "Whether a safeguarding concern was raised", (ONE,)),
    ("lacks_capacity", "Whether the person lacks capacity for a decision", (YES_NO, ONE)),
    ("court_position", "How far a Court of Protection process has come", (ONE,)),
    ("request_of_panel", "What is asked of the panel", (LONG,)),
    ("pen_picture", "Who the person is", (LONG,)),
)
# What the rows of one group mean: a list for each, one entry a row.
MEANINGS_OF_ROWS = (
    ("risk_domain", "Each risk: its kind", (ONE,)),
    ("risk_likelihood", "Each risk: how likely it is", (ONE,)),
    ("risk_impact", "Each risk: how bad it would be", (ONE,)),
)

CANNOT_AUTHORISE_OWN = (
    "The senior manager’s email address must not be the referrer’s. Nobody authorises their own "
    "referral."
)
OUTSIDE_THE_AGES = "This panel does not hear about people of this age."
NO_DATE = (
    "The next panel has no date yet. You can send your referral now. We will write to you when "
    "it has a date."
)


class ReferralHandler:
    """Takes in referrals. Anyone may refer; a senior manager must authorise it afterwards."""

    purpose = "referral"
    label = "New referral to a panel"
    public = True
    needs_declaration = True
    targets = {key: Target(key, label, frozenset(types)) for key, label, types in MEANINGS} | {
        key: Target(key, label, frozenset(types), repeats=True)
        for key, label, types in MEANINGS_OF_ROWS
    }
    required_targets = frozenset(
        {
            *("person_first_name", "person_family_name", "person_dob"),
            *("referrer_name", "referrer_email", "referring_agency"),
            *("authoriser_name", "authoriser_post", "authoriser_email"),
        }
    )

    def admit(self, *, form_page, user, token: str | None) -> None:
        """Anyone may refer, on a page that serves a panel which takes referrals."""
        if not panel_of(form_page).active:
            raise NotAdmitted

    def reference(self, *, form_page, token: str | None, now: datetime) -> str:
        return references.next_reference(panel_of(form_page).board, now=now)

    def check(
        self, *, form_page, token: str | None, answers: Mapping[str, object], now: datetime
    ) -> dict[str, str]:
        """Return what keeps the panel from taking this, beside the answer it is about.

        Ages are judged on today's London date: what is sent is received today or later, and
        staff see a flag where a birthday falls in between.
        """
        panel, wrong = panel_of(form_page), {}
        born = screening.day_of(answers.get("person_dob"))
        if born and not screening.is_within_ages(born, panel, timezone.localdate(now)):
            wrong["person_dob"] = panel.age_refusal or OUTSIDE_THE_AGES
        manager, referrer = answers.get("authoriser_email"), answers.get("referrer_email")
        if manager and referrer and str(manager).casefold() == str(referrer).casefold():
            wrong["authoriser_email"] = CANNOT_AUTHORISE_OWN
        return wrong

    def start_notes(self, *, form_page, token: str | None, now: datetime) -> list[Note]:
        """Say when the next list closes, and what counts as received (B57, O85)."""
        panel = panel_of(form_page)
        meeting = receipt.allocate(panel=panel, received_at=now, now=now)
        text = next_list(meeting, panel) if meeting else NO_DATE
        return [Note("When the next list closes", text), Note("Before it counts", counts(panel))]

    def sent_notes(self, *, submission) -> list[Note]:
        """Say what happens next, and by when."""
        referral = (
            Referral.objects.filter(submission=submission).select_related("panel", "meeting")
        ).first()
        if referral is None or referral.status != ReferralStatus.SUBMITTED:
            return []
        panel, now = referral.panel, timezone.now()
        request = referral.authorisations.order_by("-pk").first()
        until = deadlines.in_words(timezone.localdate(request.expires_at))
        asked = (
            "We have sent an email to the senior manager you named. The panel receives your "
            f"referral only when they authorise it. Their link works until {until}."
        )
        meeting = receipt.allocate(panel=panel, received_at=now, now=now)
        heard = next_list(meeting, panel) if meeting else NO_DATE
        return [
            Note("Your senior manager decides first", asked),
            Note("Which meeting", heard),
            Note("We write to you", "You will get an email when they have decided."),
        ]

    def footer_notes(self, *, form_page) -> list[Note]:
        return [concern_note(panel_of(form_page).board)]

    def receive(self, submission) -> None:
        """Make a referral of a submission, once.

        At the first hand-over the moment is the sending; a later one happens when it happens.
        """
        if Referral.objects.filter(submission=submission).exists():
            return
        first = submission.attempts == 0
        now = submission.submitted_at if first else timezone.now()
        referrals.submit(submission=submission, now=now)


def next_list(meeting: Meeting, panel: Panel) -> str:
    """Say in words when a meeting's list closes, and by which rule."""
    held, closes = deadlines.in_words(meeting.held_on), deadlines.in_words(meeting.closes_on)
    rule = "" if meeting.rule.get("set_by_hand") else f", {panel.closing_words} before"
    return f"The next panel is on {held}. Its list closes {until(meeting)} {closes}{rule}."


def until(meeting: Meeting) -> str:
    """Say at which hour of the closing day: "at the end of" it, or at a time of the day."""
    last = timezone.localtime(meeting.closes_at)
    if last.date() > meeting.closes_on:
        return "at the end of"
    return f"at {last:%H:%M} on"


def counts(panel: Panel) -> str:
    if panel.receipt_basis == ReceiptBasis.SUBMITTED:
        return (
            "We count your referral from the moment you send it. Your senior manager must then "
            "authorise it."
        )
    return (
        "Your referral counts as received when you have sent it and your senior manager has "
        "authorised it. If that is after the list closes, it goes to the next meeting."
    )


def agencies(*, form_page) -> list[Option]:
    """Return the agencies a referral may come from, by name."""
    board = panel_of(form_page).board
    return [Option(one.code, one.name) for one in board.agencies.filter(active=True)]
