"""Who reads a meeting's summary of returns, and which of its cases."""

from collections.abc import Collection

from django.db.models import QuerySet
from django.http import Http404

from casework.access.records import cases_for
from casework.access.roles import check_at, may_at
from casework.choices import Right, Sharing
from casework.models import AgencyReturn, Meeting, Pack

LONGEST_NUMBER = 4


def packs_for(user, meeting: Meeting) -> QuerySet[Pack]:
    """Return the versions issued to those who read a meeting's papers, latest first."""
    check_at(user, Right.READ_PAPERS, meeting)
    return meeting.packs.select_related("issued_by").order_by("-version")


def pack_for(user, meeting: Meeting, version: str | None = None) -> Pack | None:
    """Return one version, or the latest; 404 for one that is not there."""
    issued = packs_for(user, meeting)
    if version is None:
        return issued.first()
    is_number = version.isdecimal() and len(version) <= LONGEST_NUMBER
    found = issued.filter(version=version).first() if is_number else None
    if found is None:
        raise Http404
    return found


def references_read(user, references: Collection[str]) -> set[str]:
    """Return which of these cases a person may read."""
    found = cases_for(user).filter(reference__in=references)
    return set(found.values_list("reference", flat=True))


def withdrawn_since(user, pack: Pack) -> set[int]:
    """Return the requests whose agency has since kept its return for the chair and staff.

    What was issued stays sealed as it was, but is not shown any more to those who attend.
    """
    if may_at(user, Right.READ_RETURNS, pack.meeting):
        return set()
    rows = AgencyReturn.objects.filter(request__meeting=pack.meeting).order_by("version")
    newest = dict(rows.values_list("request", "sharing"))
    return {request for request, sharing in newest.items() if sharing == Sharing.CHAIR}
