"""Who has answered about whom: the agencies of a meeting by its cases (B61)."""

from dataclasses import dataclass, field

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from casework import access
from casework.choices import Known, MeetingStatus, ReturnStatus, Right, Sharing
from casework.models import AgencyReturn, AgendaItem, Case, Meeting, ReturnRequest
from casework.rules import packs
from casework.views import agendas
from casework.views.answering import says_why_refused
from casework.workflows import summaries

COLOURS = {
    Known.KNOWN: "govuk-tag--blue",
    Known.NOTHING_RELEVANT: "govuk-tag--turquoise",
    Known.NOT_KNOWN: "govuk-tag--grey",
}


@dataclass(frozen=True)
class Cell:
    """What one agency answered about one case, in words."""

    request: ReturnRequest
    case: Case
    given: AgencyReturn | None
    is_over: bool

    @property
    def is_asked(self) -> bool:
        return self.request.status != ReturnStatus.CANCELLED

    @property
    def known(self) -> str | None:
        return self.given.known if self.given else None

    @property
    def text(self) -> str:
        if not self.is_asked:
            return self.request.get_status_display()
        return self.given.get_known_display() if self.given else "Not answered"

    @property
    def colour(self) -> str:
        if not self.is_asked:
            return "govuk-tag--grey"
        return COLOURS.get(self.known, "govuk-tag--yellow")

    @property
    def is_late(self) -> bool:
        """Say whether it came late, or has not come and is overdue."""
        return self.is_asked and (self.request.is_late or (self.is_over and not self.given))

    @property
    def is_restricted(self) -> bool:
        return self.given is not None and self.given.sharing == Sharing.CHAIR

    @property
    def has_nobody(self) -> bool:
        """Say whether it still waits for an answer that nobody is there to give."""
        assignee = self.request.assignee
        there = assignee is not None and assignee.is_active
        return self.request.status == ReturnStatus.REQUESTED and not there


@dataclass
class Row:
    """A seat, or a body of its class, and what it answered case by case."""

    title: str
    cells: list[Cell | None]

    @property
    def has_nobody(self) -> bool:
        return any(cell.has_nobody for cell in self.cells if cell)


@dataclass
class Column:
    """A case, and how many of the agencies asked about it have answered."""

    case: Case
    cells: list[Cell] = field(default_factory=list)

    @property
    def tally(self) -> packs.Tally:
        return packs.tally(cell.known for cell in self.cells if cell.is_asked)


def grid_of(meeting: Meeting, items: list[AgendaItem], *, now) -> tuple[list[Column], list[Row]]:
    """Return the cases across and the agencies down. One that was not asked has no cell."""
    columns = {item.case_id: Column(item.case) for item in items}
    places = {case: place for place, case in enumerate(columns)}
    rows: dict[tuple, Row] = {}
    for request in summaries.requests_of(meeting):
        if request.case_id not in columns:
            continue
        column, given = columns[request.case_id], summaries.latest(request)
        cell = Cell(request, column.case, given, is_over=now >= request.due_at)
        key = (request.seat_id, request.agency_id)
        row = rows.setdefault(key, Row(title_of(request), [None] * len(columns)))
        row.cells[places[request.case_id]] = cell
        column.cells.append(cell)
    return list(columns.values()), list(rows.values())


def title_of(request: ReturnRequest) -> str:
    agency = request.agency.name if request.agency else ""
    return packs.who({"seat": request.seat.title, "agency": agency})


@require_GET
@says_why_refused
def grid(request, panel, held_on):
    found = access.meeting_for(request.user, panel, held_on)
    access.check_at(request.user, Right.READ_RETURNS, found)
    now = timezone.now()
    columns, rows = grid_of(found, list(agendas.agenda_for(request.user, found)), now=now)
    page = {
        "meeting": found,
        "board": found.panel.board,
        "columns": columns,
        "rows": rows,
        "days_left": (found.returns_due - timezone.localdate(now)).days,
        "is_closed": found.status != MeetingStatus.LIST_OPEN,
    }
    return render(request, "casework/meeting_grid.html", page)
