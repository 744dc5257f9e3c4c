"""What pages say of an action: how it stands, and that it is overdue."""

from django import template
from django.utils import timezone
from django.utils.html import format_html

from casework.views import tracking

register = template.Library()


@register.simple_tag
def action_status(action):
    """Show the status of an action, and that it is overdue as of today."""
    status = action.get_status_display()
    if action.is_overdue(today=timezone.localdate()):
        return format_html('<strong class="portal-late">Overdue</strong><br>{}', status)
    return status


@register.simple_tag
def plan_rows_of(case):
    """Return every action of a case, in the order in which they were agreed."""
    return tracking.actions_of_case(case)
