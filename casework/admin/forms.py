"""Forms of the reference lists. Every choice offered is one of the user's own boards."""

from django import forms
from django.utils import timezone
from wagtail.admin.forms import WagtailAdminModelForm

from casework.admin.scope import WAY_TO_THE_BOARD, needed_for, own
from casework.models import Board
from casework.workflows import members


class LinesField(forms.CharField):
    """A list of short texts, one on each line."""

    widget = forms.Textarea(attrs={"rows": 4})

    def prepare_value(self, value):
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value):
        return [line.strip() for line in (value or "").splitlines() if line.strip()]

    def has_changed(self, initial, data):
        return (initial or []) != self.to_python(data)


class OwnBoardForm(WagtailAdminModelForm):
    """Offers only rows of the boards this user runs. What names a row is fixed once made."""

    fixed = ()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            model = getattr(getattr(field, "queryset", None), "model", None)
            if model is Board or model in WAY_TO_THE_BOARD:
                field.queryset = own(model, self.for_user, needed_for(self._meta.model))
        if self.instance.pk:
            for name in self.fixed:
                self.fields[name].disabled = True

    def refuse_other_boards(self, name: str, board) -> None:
        """Refuse rows of another board, for somebody who runs several."""
        chosen = self.cleaned_data.get(name)
        rows = chosen if hasattr(chosen, "__iter__") else [chosen]
        if any(row and row.board != board for row in rows):
            self.add_error(name, f"Choose from the agencies of {board}.")


class AgencyForm(OwnBoardForm):
    """An agency. A new name from a day on is kept apart from a corrected spelling (O28)."""

    fixed = ("board", "code")

    renamed_on = forms.DateField(
        required=False,
        label="First day of the new name",
        help_text="If the agency has a new name. Papers from before that day keep the old one. "
        "Leave empty to correct a spelling.",
        widget=forms.DateInput(attrs={"placeholder": "2026-11-26"}),
    )

    def save(self, commit=True):
        renamed_on = self.cleaned_data.get("renamed_on")
        if not (self.instance.pk and renamed_on and "name" in self.changed_data):
            return super().save(commit)
        name = self.cleaned_data["name"]
        self.instance.name = self.initial["name"]
        agency = super().save(commit)
        members.rename_agency(
            agency=agency, name=name, on=renamed_on, actor=self.for_user, now=timezone.now()
        )
        return agency


class SeatForm(OwnBoardForm):
    fixed = ("panel", "code")

    aliases = LinesField(required=False, label="Other titles of the post", help_text="One a line.")
    teams = LinesField(
        required=False, label="Teams that count for this seat", help_text="One a line."
    )

    def clean(self):
        super().clean()
        if panel := self.cleaned_data.get("panel"):
            self.refuse_other_boards("agencies", panel.board)
        return self.cleaned_data


class PanelSettingsForm(OwnBoardForm):
    fixed = ("board", "slug")


class DeclineReasonForm(OwnBoardForm):
    fixed = ("panel", "code")
