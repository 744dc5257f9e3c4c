"""What every form of a panel has in common."""

from casework.models import Board, Panel, PanelForm
from forms_pages.handlers import NotAdmitted, Note


def panel_of(form_page) -> Panel:
    """Return the panel a form page serves. A page that serves none is not there."""
    try:
        return form_page.panel_form.panel
    except PanelForm.DoesNotExist:
        raise NotAdmitted from None


def concern_note(board: Board) -> Note:
    """Say where to report a concern, as every page of a form does (B68)."""
    phone = f" You can also call {board.concern_phone}." if board.concern_phone else ""
    return Note(
        heading="If someone is in danger",
        text=f"{board.emergency_text}{phone}",
        link=board.concern_url,
        link_text=board.concern_label,
    )
