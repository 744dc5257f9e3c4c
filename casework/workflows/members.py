"""Seats are filled, offices are held, roles are granted. Nobody is overwritten.

Ledger B16, B17, B18, O25, O28-O35. What ends keeps its dates, and what is renamed keeps its
old name for old papers.
"""

from datetime import date, datetime, timedelta

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.utils import timezone

from casework import access, audit
from casework.choices import Capacity, Event, OfficeKind, OfficeMode, Right, Role, SeatKind
from casework.errors import WrongMoment
from casework.models import (
    Agency,
    Appointment,
    Board,
    FormerName,
    Meeting,
    Office,
    OfficeTitle,
    RoleGrant,
    Seat,
    Tenure,
)
from casework.rules import deadlines

NEVER_ONE_PERSON = {OfficeKind.CHAIR: OfficeKind.VICE, OfficeKind.VICE: OfficeKind.CHAIR}

SETTINGS_GROUP = "Panel settings"


@transaction.atomic
def appoint(
    *,
    seat: Seat,
    user,
    capacity: Capacity,
    starts_on: date,
    actor,
    now: datetime,
    team: str = "",
    agency: Agency | None = None,
) -> Appointment:
    """Appoint someone to a seat, as its representative or as a deputy.

    One representative at a time for each body and team of a seat. A seat that is a class of
    bodies needs to know for which of them.
    """
    held = Seat.objects.select_for_update(of=("self",)).select_related("panel__board")
    seat = held.get(pk=seat.pk)
    access.check(actor, Right.APPOINT, seat.panel.board)
    refuse_a_wrong_body(seat, agency)
    appointment = Appointment(
        seat=seat, user=user, capacity=capacity, starts_on=starts_on, team=team, agency=agency
    )
    refuse_a_second_holder(appointment)
    appointment.save()
    audit.record(
        Event.APPOINTED,
        subject=appointment,
        actor=actor,
        now=now,
        who=user.email,
        seat=seat.code,
        capacity=capacity,
        starts_on=starts_on,
    )
    return appointment


def refuse_a_second_holder(new: Appointment) -> None:
    later = new.seat.appointments.exclude(ends_on__lt=new.starts_on)
    if later.filter(user=new.user).exists():
        raise WrongMoment(f"{new.user} is already appointed to this seat.")
    if new.capacity == Capacity.REPRESENTATIVE:
        same = later.filter(capacity=new.capacity, team=new.team, agency=new.agency)
        if holder := same.select_related("user").first():
            raise WrongMoment(f"{holder.user} represents this seat. End that appointment first.")


def refuse_a_wrong_body(seat: Seat, agency: Agency | None) -> None:
    bodies = set(seat.agencies.all())
    if agency is not None and agency not in bodies:
        raise WrongMoment(f"{agency} is not one of this seat’s agencies.")
    if agency is None and bodies and seat.kind == SeatKind.RELEVANT_CLASS:
        raise WrongMoment("Choose which of this seat’s agencies they come from.")


@transaction.atomic
def end_appointment(
    *, appointment: Appointment, ends_on: date, actor, now: datetime
) -> Appointment:
    """End an appointment. `ends_on` is the last day; the appointment stays on record."""
    held = Appointment.objects.select_for_update().get(pk=appointment.pk)
    access.check(actor, Right.APPOINT, held.seat.panel.board)
    if ends_on < held.starts_on:
        raise WrongMoment("The last day must not be before the first.")
    held.ends_on = ends_on
    held.save(update_fields=["ends_on"])
    audit.record(
        Event.APPOINTMENT_ENDED,
        subject=held,
        actor=actor,
        now=now,
        who=held.user.email,
        seat=held.seat.code,
        ends_on=ends_on,
    )
    return held


@transaction.atomic
def fill_office(
    *,
    office: Office,
    user,
    starts_on: date,
    meeting: Meeting | None = None,
    actor,
    now: datetime,
) -> Tenure:
    """Appoint someone to an office; whoever held it stops the day before.

    An elected office goes to a member only, and nobody is chair and vice chair at once.
    """
    panels = Office.objects.select_for_update(of=("self",)).select_related("panel__board")
    office = panels.get(pk=office.pk)
    access.check(actor, Right.APPOINT, office.panel.board)
    if office.mode == OfficeMode.ELECTED:
        refuse_a_non_member(office, user, on=starts_on)
    refuse_both_chairs(office, user, on=starts_on)
    end_tenure(office, before=starts_on)
    months = office.review_months
    tenure = Tenure.objects.create(
        office=office,
        user=user,
        appointed_at_meeting=meeting,
        starts_on=starts_on,
        review_due=deadlines.add_months(starts_on, months) if months else None,
    )
    audit.record(
        Event.OFFICE_FILLED,
        subject=tenure,
        actor=actor,
        now=now,
        board=office.panel.board,
        who=user.email,
        office=office.kind,
        starts_on=starts_on,
        review_due=tenure.review_due,
    )
    return tenure


def refuse_a_non_member(office: Office, user, *, on: date) -> None:
    seats = Appointment.objects.on(on).filter(
        seat__panel=office.panel, user=user, capacity=Capacity.REPRESENTATIVE
    )
    if not seats.exists():
        raise WrongMoment(f"{user} is not a member of this panel on that day.")


def refuse_both_chairs(office: Office, user, *, on: date) -> None:
    other = NEVER_ONE_PERSON.get(office.kind)
    held = Tenure.objects.exclude(ends_on__lt=on).filter(
        office__panel=office.panel, office__kind=other, user=user
    )
    if other and held.exists():
        raise WrongMoment("The chair and the vice chair must be two people.")


def end_tenure(office: Office, *, before: date) -> None:
    """End what is still held, the day before. Nothing that was held is deleted."""
    current = office.tenures.select_for_update().filter(ends_on=None).first()
    if current is None:
        return
    if current.starts_on >= before:
        raise WrongMoment("The present holder began on that day or later. Choose a later day.")
    current.ends_on = before - timedelta(days=1)
    current.save(update_fields=["ends_on"])


@transaction.atomic
def rename_office(*, office: Office, title: str, on: date, actor, now: datetime) -> Office:
    """Give an office a new title from a day on. Papers of before keep the old one (O25)."""
    held = Office.objects.select_for_update(of=("self",)).get(pk=office.pk)
    access.check(actor, Right.APPOINT, held.panel.board)
    refuse_a_wrong_day(held.former_titles, on=on, now=now)
    OfficeTitle.objects.create(office=held, title=held.title, until=on)
    record_renaming(held, held.title, title, on=on, actor=actor, now=now)
    held.title = title
    held.save(update_fields=["title"])
    return held


@transaction.atomic
def rename_agency(*, agency: Agency, name: str, on: date, actor, now: datetime) -> Agency:
    """Give an agency a new name from a day on. Papers of before keep the old one (O28)."""
    held = Agency.objects.select_for_update(of=("self",)).get(pk=agency.pk)
    access.check(actor, Right.APPOINT, held.board)
    refuse_a_wrong_day(held.former_names, on=on, now=now)
    FormerName.objects.create(agency=held, name=held.name, until=on)
    record_renaming(held, held.name, name, on=on, actor=actor, now=now)
    held.name = name
    held.save(update_fields=["name"])
    return held


def refuse_a_wrong_day(former, *, on: date, now: datetime) -> None:
    """Refuse a change of name that is still to come, or not after the one before it."""
    if on > timezone.localdate(now):
        raise WrongMoment("Change the name on the day it changes, or later.")
    if former.filter(until__gte=on).exists():
        raise WrongMoment("There is already a change of name on that day or later.")


def record_renaming(subject, was: str, became: str, *, on: date, actor, now: datetime) -> None:
    facts = {"was": was, "became": became, "on": on}
    audit.record(Event.RENAMED, subject=subject, actor=actor, now=now, **facts)


@transaction.atomic
def grant(*, user, board: Board, role: Role, starts_on: date, actor, now: datetime) -> RoleGrant:
    """Grant a role for one board from a day on. One already held is left as it is."""
    access.check(actor, Right.GRANT_ROLE, board)
    Board.objects.select_for_update(of=("self",)).get(pk=board.pk)
    held = board.grants.filter(user=user, role=role).exclude(ends_on__lt=starts_on).first()
    if held and held.starts_on <= starts_on:
        return held
    granted = RoleGrant.objects.create(user=user, board=board, role=role, starts_on=starts_on)
    let_into_the_cms(user)
    audit.record(
        Event.ROLE_GRANTED,
        subject=granted,
        actor=actor,
        now=now,
        who=user.email,
        role=role,
        starts_on=starts_on,
    )
    return granted


def let_into_the_cms(user) -> None:
    """Let someone reach the reference lists. What they see there follows from their roles."""
    group, is_new = Group.objects.get_or_create(name=SETTINGS_GROUP)
    if is_new:
        group.permissions.add(
            Permission.objects.get(content_type__app_label="wagtailadmin", codename="access_admin")
        )
    user.groups.add(group)
