"""The Court of Protection process beside a case: who sees it, and who may note one."""

from casework.access.roles import may
from casework.choices import Right
from casework.models import Case, CourtTrack
from casework.rules import courts


def court_track_of(case: Case) -> CourtTrack | None:
    """Return the process beside a case that somebody already reads, or nothing."""
    return CourtTrack.objects.filter(case=case).select_related("decided_by").first()


def may_note_court(user, case: Case, track: CourtTrack | None) -> bool:
    """Say whether this person may record the process, or note one where the form asks."""
    noted = track is not None or courts.asks(case.referral.submission.version.document)
    return noted and may(user, Right.RECORD_COURT_TRACK, case.panel.board)
