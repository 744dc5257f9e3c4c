"""Meetings and their agendas made ready to be read, and the papers."""

from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Count

from casework import access
from casework.models import AgendaItem, Authorisation
from casework.views import reading
from forms_pages import answers

CONSENT = "consent_state"


def meetings_of(visible, *, earlier: bool, today: date):
    """Return meetings to come, soonest first, or earlier ones, latest first."""
    found = visible.select_related("panel").annotate(cases=Count("items"))
    if earlier:
        return found.filter(held_on__lt=today).order_by("-held_on", "-pk")
    return found.filter(held_on__gte=today).order_by("held_on", "pk")


def agenda_of(meeting):
    """Return the cases of a meeting in order, with whose presence each needs."""
    items = meeting.items.select_related(
        "case__person", "case__panel__board", "case__referral", "meeting__panel"
    )
    return items.prefetch_related("relevances__seat", "relevances__agency").order_by("order", "pk")


def agenda_for(user, meeting):
    """Return the cases of a meeting that this person may read. Members: once its list closed."""
    return agenda_of(meeting).filter(case__in=access.cases_for(user).order_by())


def items_of(case):
    """Return the places on agendas that a case has, earliest meeting first."""
    items = case.items.select_related("meeting__panel", "case")
    items = items.prefetch_related("relevances__seat", "relevances__agency")
    return items.order_by("meeting__held_on", "pk")


def return_requests_of(case):
    found = case.return_requests.select_related("seat", "agency", "meeting")
    return found.order_by("meeting__held_on", "seat__order", "pk")


@dataclass(frozen=True)
class Paper:
    """One case of the meeting's papers."""

    item: AgendaItem
    authorisation: Authorisation | None
    consent: str
    sections: list


def papers_of(items) -> list[Paper]:
    """Return the papers of agenda items: what everyone who attends may read."""
    items = items.prefetch_related(
        "case__referral__submission__version", "case__referral__authorisations"
    )
    return [paper_of(item) for item in items]


def paper_of(item: AgendaItem) -> Paper:
    """Return one case's paper. Its headings' keys are its own, among papers on one page."""
    referral = item.case.referral
    sections = reading.what_was_said(referral, all_of_it=False)["sections"]
    return Paper(
        item=item,
        authorisation=reading.authorisation_of(referral),
        consent=consent_in_words(referral),
        sections=[replace(section, key=f"{section.key}-{item.pk}") for section in sections],
    )


def consent_in_words(referral) -> str:
    """Return what was answered about consent, or nothing where the form does not ask."""
    submission = referral.submission
    return answers.in_words(submission.version.document, submission.data, CONSENT)
