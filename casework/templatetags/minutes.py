"""Days and moments of sealed content, which keeps them as ISO text."""

from datetime import date, datetime

from django import template

register = template.Library()


@register.filter
def as_day(text: str | None) -> date | None:
    """Return a day so that it can be written with `date`."""
    return date.fromisoformat(text) if text else None


@register.filter
def as_moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
