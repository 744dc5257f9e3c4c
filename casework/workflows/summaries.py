"""The content of a summary of returns, drawn up from the record (B63).

Reads only. Everything is written out in words and ISO dates, with the names agencies have on
that day, so that later changes do not reach what was issued.
"""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Prefetch
from django.utils import timezone

from casework.choices import ReturnStatus, Sharing
from casework.models import AgencyReturn, AgendaItem, Case, Meeting, ReturnRequest
from casework.rules import consent, packs
from casework.workflows.minutes_content import as_local, names_on
from forms_pages import answers

RESTRICTED = "Answered: for the chair and staff only"


def draw_up(meeting: Meeting, *, now: datetime) -> dict:
    """Return what the summary of a meeting says as things stand now.

    Only what everyone who attends may read is in it. Of a return for the chair and staff it
    says that there is one.
    """
    panel = meeting.panel
    names = names_on(panel.board, timezone.localdate(now))
    requests = requests_by_case(meeting)
    return {
        "board": panel.board.name,
        "panel": panel.name,
        "classification": panel.board.classification,
        "responsibility": panel.board.responsibility_text,
        "presenter_term": panel.presenter_term,
        "generated_at": as_local(now),
        "due_on": meeting.pack_due.isoformat(),
        "meeting": {
            "held_on": meeting.held_on.isoformat(),
            "starts_at": f"{meeting.starts_at:%H:%M}" if meeting.starts_at else "",
            "place": meeting.place,
        },
        "cases": [
            case_of(item, requests.get(item.case_id, []), names) for item in items_of(meeting)
        ],
    }


def items_of(meeting: Meeting):
    """Return the agenda in order, with what a case's part of the summary is made from."""
    items = meeting.items.select_related("case__person", "case__court_track")
    return items.prefetch_related(
        "relevances__seat", "relevances__agency", "case__referral__submission__version"
    ).order_by("order", "pk")


def requests_of(meeting: Meeting):
    """Return all that was asked for a meeting, in the order of the seats, answers fetched."""
    earliest_first = AgencyReturn.objects.order_by("version")
    rows = meeting.return_requests.select_related("seat", "agency", "assignee")
    rows = rows.prefetch_related(Prefetch("returns", earliest_first))
    return rows.order_by("seat__order", "seat__title", "agency__name", "pk")


def requests_by_case(meeting: Meeting) -> dict[int, list[ReturnRequest]]:
    """Return who is asked about each case, with what was written."""
    found: dict[int, list[ReturnRequest]] = {}
    asked = requests_of(meeting).exclude(status=ReturnStatus.CANCELLED)
    for request in asked.prefetch_related("returns__submission__version"):
        found.setdefault(request.case_id, []).append(request)
    return found


def latest(request: ReturnRequest) -> AgencyReturn | None:
    """Return the present answer to a request whose answers are fetched, earliest first."""
    given = list(request.returns.all())
    return given[-1] if given else None


def case_of(item: AgendaItem, requests: Iterable[ReturnRequest], names: dict[int, str]) -> dict:
    """Return one case's part. What nobody answered and what nobody knows is said in words."""
    case, returns = item.case, [return_of(request, names) for request in requests]
    count = packs.tally(one["known"] for one in returns)
    return {
        "reference": case.reference,
        "kind": item.get_kind_display(),
        "person": person_of(case),
        "presenter": item.presenter_name,
        "consent": consent_of(case),
        "court": court_of(case),
        "needed": sorted(
            needed_of(relevance.seat, names.get(relevance.agency_id, ""))
            for relevance in item.relevances.all()
        ),
        "returns": returns,
        "answered": count.in_words,
        "known_to_nobody": count.known_to_nobody,
        "no_answer_from": [packs.who(one) for one in returns if one["version"] is None],
    }


def person_of(case: Case) -> dict:
    born = case.person.date_of_birth
    return {"name": str(case.person), "born": born.isoformat() if born else None}


def consent_of(case: Case) -> dict | None:
    """Return what was answered about consent and why, or nothing where the form does not ask."""
    submission = case.referral.submission
    stated = consent.stated(submission.version.document, submission.data)
    if stated is None:
        return None
    return {
        "state": stated.state,
        "reasons": list(stated.reasons),
        "explanation": "" if stated.obtained else stated.explanation,
    }


def court_of(case: Case) -> dict | None:
    track = getattr(case, "court_track", None)
    if track is None:
        return None
    return {
        "status": track.get_status_display(),
        "court_reference": track.court_reference,
        "lead_name": track.lead_name,
        "next_on": track.next_on.isoformat() if track.next_on else None,
        "decision": track.decision,
    }


def needed_of(seat, agency: str) -> str:
    return f"{seat}: {agency}" if agency else str(seat)


def return_of(request: ReturnRequest, names: dict[int, str]) -> dict:
    """Return one agency's line: its answer and, where it may be shared, what it wrote."""
    given = latest(request)
    line = {
        "request": request.pk,
        "seat": request.seat.title,
        "agency": names.get(request.agency_id, ""),
        "version": given.version if given else None,
        "known": None,
        "answer": "",
        "at": as_local(given.answered_at) if given else None,
        "late": request.is_late,
        "restricted": False,
        "not_for_the_person": False,
        "sections": [],
    }
    if given is None:
        return line
    if given.sharing == Sharing.CHAIR:
        return line | {"known": "restricted", "answer": RESTRICTED, "restricted": True}
    return line | {
        "known": given.known,
        "answer": given.get_known_display(),
        "not_for_the_person": given.sharing == Sharing.NOT_PERSON,
        "sections": sections_of(given),
    }


def sections_of(given: AgencyReturn) -> list[dict]:
    """Return what was asked and written, as everyone who attends may read it."""
    if given.submission is None:
        return []
    document, data = given.submission.version.document, given.submission.data
    return [
        {
            "title": section.title,
            "answers": [plain(answer) for page in section.pages for answer in page.answers],
        }
        for section in answers.for_everyone(answers.read(document, data))
    ]


def plain(answer: answers.AnswerView) -> dict:
    rows = [
        {"title": row.title, "answers": [plain(inner) for inner in row.answers]}
        for row in answer.rows
    ]
    return {"label": answer.label, "lines": [] if rows else list(answer.lines), "rows": rows}
