"""A form's answers come in, an agency's return goes out. Ledger B61, B62."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth import get_user_model
from django.utils import timezone

from casework import access, references
from casework.choices import Known, Sharing
from casework.errors import Refused
from casework.intake.panels import concern_note, panel_of
from casework.models import AgencyReturn, ReturnRequest
from casework.rules import deadlines
from casework.workflows import returns
from forms_pages import answers
from forms_pages.handlers import WHOLE, NotAdmitted, Note, NotTaken, Target

# What the answers mean to the panel: key, name for editors, and the question types that fit.
MEANINGS = (
    ("known", "Whether the person is known", ("one_of",)),
    ("sharing", "With whom it may be shared", ("one_of",)),
    ("checked", "Which systems were searched", ("long_text", "short_text")),
    ("significant_events", "Significant events", ("long_text",)),
    ("presenting_needs", "Information about presenting needs", ("long_text",)),
)
SAY_WHETHER_KNOWN = "Select whether the person is known to your agency"
SAY_WITH_WHOM = "Select with whom this may be shared"
# A known return says both (B62), whatever an editor made of the form.
NEEDED_WHEN_KNOWN = {
    "significant_events": "Enter a short summary of significant events",
    "presenting_needs": "Enter what you know about the person’s present needs",
}
NOT_OURS = "The panel cannot read this answer. Tell the panel’s administrator."


@dataclass(frozen=True)
class Token:
    """Which request is answered, which version it makes, and by whom."""

    request: int
    version: int
    user: int

    def __str__(self):
        return f"{self.request}:{self.version}:{self.user}"

    @classmethod
    def read(cls, text: str | None) -> "Token":
        """Return what a token says. One that says something else lets nobody in."""
        try:
            request, version, user = (int(part) for part in (text or "").split(":"))
        except ValueError:
            raise NotAdmitted from None
        return cls(request, version, user)


def request_of(token: str | None) -> ReturnRequest:
    rows = ReturnRequest.objects.select_related("case", "meeting__panel__board", "seat", "agency")
    found = rows.filter(pk=Token.read(token).request).first()
    if found is None:
        raise NotAdmitted
    return found


class ReturnHandler:
    """Takes in what an agency knows. Only who answers for the agency is let in."""

    purpose = "return"
    label = "An agency’s return"
    public = False
    needs_declaration = True
    targets = {key: Target(key, label, frozenset(types)) for key, label, types in MEANINGS}
    required_targets = frozenset({"known", "checked"})

    def admit(self, *, form_page, user, token: str | None) -> None:
        """Let in whoever may answer this request today, by their own token only."""
        request = request_of(token)
        if panel_of(form_page) != request.meeting.panel or Token.read(token).user != user.pk:
            raise NotAdmitted
        if access.answers_as(user, request, on=timezone.localdate()) is None:
            raise NotAdmitted

    def reference(self, *, form_page, token: str | None, now: datetime) -> str:
        return references.for_return(request_of(token).case)

    def check(
        self, *, form_page, token: str | None, answers: Mapping[str, object], now: datetime
    ) -> dict[str, str]:
        """Say when somebody at the agency has answered meanwhile, or it is too late."""
        wrong = wrong_with(answers)
        request = request_of(token)
        latest = request.returns.select_related("answered_by").order_by("version").last()
        if reason := returns.why_closed(request):
            return wrong | {WHOLE: reason}
        if (latest.version if latest else 0) + 1 != Token.read(token).version:
            return wrong | {WHOLE: returns.answered_meanwhile(latest)}
        return wrong

    def start_notes(self, *, form_page, token: str | None, now: datetime) -> list[Note]:
        """Say which case, what the panel asks, and by when."""
        request = request_of(token)
        return [
            Note(f"Case {request.case.reference}", for_whom(request)),
            Note("What the panel asks of you", what_is_asked(request)),
            Note("When to answer", by_when(request, now=now)),
        ]

    def sent_notes(self, *, submission) -> list[Note]:
        return [
            Note("The panel has your return", "Staff can read it now."),
            Note(
                "If something changes",
                "You can change your answer until the meeting is over. Earlier answers are kept.",
            ),
        ]

    def footer_notes(self, *, form_page) -> list[Note]:
        return [concern_note(panel_of(form_page).board)]

    def receive(self, submission) -> None:
        """Make a return of a submission, once. Refused for good where it cannot be one.

        At the first hand-over the moment is the sending; a later one happens when it happens.
        """
        if AgencyReturn.objects.filter(submission=submission).exists():
            return
        token, said = Token.read(submission.token), said_in(submission)
        request = request_of(submission.token)
        try:
            returns.answer(
                request=request,
                known=said.get("known"),
                sharing=said.get("sharing") or Sharing.EVERYONE,
                checked=str(said.get("checked") or ""),
                submission=submission,
                actor=get_user_model().objects.get(pk=token.user),
                now=submission.submitted_at if submission.attempts == 0 else timezone.now(),
                version=token.version,
            )
        except Refused as refusal:
            raise NotTaken({WHOLE: str(refusal)}) from refusal


def said_in(submission) -> dict:
    """Return the answers by what they mean. Refused where they mean nothing to the panel."""
    said = answers.by_target(submission.version.document, submission.data)
    if said.get("known") not in Known.values:
        raise NotTaken({"known": SAY_WHETHER_KNOWN})
    if said.get("sharing") and said["sharing"] not in Sharing.values:
        raise NotTaken({"sharing": SAY_WITH_WHOM})
    if said["known"] == Known.KNOWN:
        missing = {key: text for key, text in NEEDED_WHEN_KNOWN.items() if not said.get(key)}
        if missing:
            raise NotTaken(missing)
    return said


def wrong_with(said: Mapping[str, object]) -> dict[str, str]:
    """Return which answers are not of those the panel understands, by target."""
    wrong = {}
    for target, choices in (("known", Known), ("sharing", Sharing)):
        if said.get(target) is not None and said[target] not in choices.values:
            wrong[target] = NOT_OURS
    return wrong


def for_whom(request: ReturnRequest) -> str:
    who = request.agency or request.seat
    held_on = deadlines.in_words(request.meeting.held_on)
    return f"You answer for {who}. The panel meets on {held_on}."


def what_is_asked(request: ReturnRequest) -> str:
    return (
        "Say whether the person is known to your agency. If they are, give a short summary of "
        "significant events and of what bears on their needs now. Write only what the panel "
        "may use: your own research stays with you."
    )


def by_when(request: ReturnRequest, *, now: datetime) -> str:
    due = deadlines.in_words(request.meeting.returns_due)
    if now < request.due_at:
        return f"By the end of {due}."
    return f"This was due by the end of {due}. You can still answer. It is marked as late."
