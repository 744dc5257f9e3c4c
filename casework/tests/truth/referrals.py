"""Referrals and the senior manager's authorisation."""

from casework.choices import AuthorisationStatus, ReferralStatus
from casework.models import Authorisation, Referral
from casework.tests.factories import NOVEMBER, at, put
from casework.tests.hearing_factories import complete
from casework.tests.truth.entries import Entry
from casework.tests.truth.world import NO_REVIEW, World
from casework.workflows import authorisations, referrals

WITH_A_PERSON = (ReferralStatus.LISTED, ReferralStatus.HEARD)
A_LIST_HAD_CLOSED = at("2026-11-27 10:00")
DECIDED = {
    AuthorisationStatus.WAITING: ReferralStatus.SUBMITTED,
    AuthorisationStatus.AUTHORISED: ReferralStatus.RECEIVED,
    AuthorisationStatus.REFUSED: ReferralStatus.REFUSED,
    # Replaced by one that was then authorised.
    AuthorisationStatus.REPLACED: ReferralStatus.RECEIVED,
}


def put_waiting(world: World, status: str) -> Referral:
    """Return a referral whose senior manager is asked, in whatever status."""
    return put_in(world, world.waiting, status)


def put_received(world: World, status: str) -> Referral:
    """Return a referral that nobody has screened, unless its status says somebody must have."""
    return put_in(world, world.received, status)


def put_screened(world: World, status: str) -> Referral:
    return put_in(world, world.screened, status)


def put_discussed(world: World, status: str) -> Referral:
    return put_in(world, world.discussed.case.referral, status)


def put_in(world: World, referral: Referral, status: str) -> Referral:
    fields = {"status": status, "received_at": NOVEMBER}
    if status in (ReferralStatus.SUBMITTED, ReferralStatus.REFUSED):
        fields["received_at"] = None
    if status == ReferralStatus.DECLINED:
        fields["decline_reason"] = referral.panel.decline_reasons.first()
    if status in WITH_A_PERSON:
        known = world.screened
        fields |= {"person": known.person, "meeting": world.open}
        fields |= {"screened_at": known.screened_at, "screened_by": known.screened_by}
    return put(referral, **fields)


def put_authorisation(world: World, status: str) -> Authorisation:
    found = world.waiting.authorisations.get()
    put(world.waiting, status=DECIDED[status], received_at=NOVEMBER)
    reason = "Not needed." if status == AuthorisationStatus.REFUSED else ""
    return put(found, status=status, reason=reason)


def authorise(world, referral, actor, *, now=NOVEMBER):
    return authorisations.authorise(authorisation=referral.authorisations.get(), now=now)


def ask_again(world, authorisation, actor):
    return authorisations.request(
        referral=world.waiting,
        name="Iris Cole",
        post="Head of service",
        email="iris.cole@example.org",
        actor=actor,
        now=NOVEMBER,
    )


def list_for(world, referral, actor):
    return referrals.list_for(referral=referral, meeting=world.open, actor=actor, now=NOVEMBER)


def decline(world, referral, actor):
    reason = referral.panel.decline_reasons.first()
    return referrals.decline(referral=referral, reason=reason, actor=actor, now=NOVEMBER)


ENTRIES = {
    ("referral", "receive"): Entry(put_waiting, authorise, lambda world: world.open),
    ("referral", "defer"): Entry(
        put_waiting,
        lambda world, row, actor: authorise(world, row, actor, now=A_LIST_HAD_CLOSED),
        lambda world: world.open,
    ),
    ("referral", "refuse"): Entry(
        put_waiting,
        lambda world, row, actor: authorisations.refuse(
            authorisation=row.authorisations.get(), reason="Not needed.", now=NOVEMBER
        ),
        lambda world: world.open,
    ),
    ("referral", "screen"): Entry(
        put_received,
        lambda world, row, actor: referrals.screen(referral=row, actor=actor, now=NOVEMBER),
        lambda world: world.open,
    ),
    ("referral", "list"): Entry(put_screened, list_for, lambda world: world.open),
    ("referral", "decline"): Entry(put_screened, decline, lambda world: world.open),
    ("referral", "hear"): Entry(
        put_discussed,
        lambda world, row, actor: complete(world.discussed, actor=actor, **NO_REVIEW),
        lambda world: world.session,
        stays=frozenset({ReferralStatus.HEARD}),
        why="A case that comes back was referred and heard once already.",
    ),
    ("authorisation", "authorise"): Entry(
        put_authorisation,
        lambda world, row, actor: authorisations.authorise(authorisation=row, now=NOVEMBER),
        lambda world: world.open,
    ),
    ("authorisation", "refuse"): Entry(
        put_authorisation,
        lambda world, row, actor: authorisations.refuse(
            authorisation=row, reason="Not needed.", now=NOVEMBER
        ),
        lambda world: world.open,
    ),
    ("authorisation", "replace"): Entry(put_authorisation, ask_again, lambda world: world.open),
}
