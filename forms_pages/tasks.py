"""Jobs. Their arguments are primary keys only, and running one twice does nothing more."""

from django.utils import timezone

from forms_pages import drafts, intake


def retry_hand_over() -> str:
    """Try again what was sent and not taken over. Says how it went, without references."""
    due = intake.due_for_retry(now=timezone.now())
    done = sum(intake.hand_over(submission, now=timezone.now()) for submission in due)
    return f"{done} of {len(due)} handed over"


def delete_expired_drafts() -> str:
    """Delete what nobody can come back to. Says how many, and nothing of what was in them."""
    count, _ = drafts.expired(now=timezone.now()).delete()
    return f"{count} deleted"
