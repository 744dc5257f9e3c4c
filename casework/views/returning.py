"""Returns made ready to be read: what an agency is asked, and what it answered."""

from dataclasses import dataclass, replace
from datetime import datetime

from casework import access
from casework.choices import ReturnStatus
from casework.models import AgencyReturn, ReturnRequest
from casework.workflows import returns
from forms_pages import answers

ADDRESS = "person_address"


@dataclass(frozen=True)
class Asked:
    """One request on the member's screen. `box` ticks the person as not known."""

    request: ReturnRequest
    address: str
    latest: AgencyReturn | None
    overdue: bool
    box: dict | None = None

    @property
    def person(self):
        return self.request.case.person


def own_at(user, meeting) -> list[ReturnRequest]:
    """Return what this person is asked at a meeting, in the order of its agenda."""
    requests = (
        access.own_return_requests(user)
        .filter(meeting=meeting)
        .select_related("case__person", "case__panel__board", "case__referral", "seat", "agency")
        .prefetch_related("returns__answered_by", "case__referral__submission__version")
    )
    places = dict(meeting.items.values_list("case", "order"))
    requests = requests.order_by("seat__order", "pk")
    return sorted(requests, key=lambda one: places.get(one.case_id, 0))


def outstanding_of(requests) -> list[ReturnRequest]:
    return [one for one in requests if one.status == ReturnStatus.REQUESTED]


def rows_of(requests, *, now: datetime, form=None) -> list[Asked]:
    return [asked_of(request, now=now, form=form) for request in requests]


def asked_of(request: ReturnRequest, *, now: datetime, form=None) -> Asked:
    submission = request.case.referral.submission
    waits = request.status == ReturnStatus.REQUESTED
    return Asked(
        request=request,
        address=answers.in_words(submission.version.document, submission.data, ADDRESS),
        latest=next(iter(reversed(request.returns.all())), None),
        overdue=waits and now >= request.due_at,
        box=form.box_of(request) if form and waits else None,
    )


def to_give(user):
    """Return what this person still has to answer, what is due first before the rest."""
    waiting = access.own_return_requests(user).filter(status=ReturnStatus.REQUESTED)
    waiting = waiting.exclude(meeting__status__in=returns.MEETING_IS_OVER)
    waiting = waiting.select_related("case__person", "meeting__panel", "seat", "agency")
    return waiting.order_by("due_at", "meeting", "pk")


@dataclass(frozen=True)
class Version:
    """One answer of an agency, with its questions as they were asked."""

    given: AgencyReturn
    sections: list


def versions_of(request: ReturnRequest) -> list[Version]:
    """Return what was answered, the latest first."""
    given = request.returns.select_related("answered_by").prefetch_related("submission__version")
    return [version_of(one) for one in given.order_by("-version")]


def version_of(given: AgencyReturn) -> Version:
    """Return one answer. Its headings' keys are its own, among versions on one page."""
    if given.submission is None:
        return Version(given, [])
    sections = answers.read(given.submission.version.document, given.submission.data)
    return Version(given, [replace(one, key=f"{one.key}-{given.version}") for one in sections])
