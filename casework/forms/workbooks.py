"""Which spreadsheet somebody asks for."""

from django import forms

from casework.forms.plain import PlainForm
from casework.rules.quarters import Quarter


class WorkbookForm(PlainForm):
    """A panel and one of its last quarters."""

    panel = forms.ModelChoiceField(
        queryset=None,
        label="Which panel?",
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={"required": "Select a panel", "invalid_choice": "Select a panel"},
    )
    quarter = forms.ChoiceField(
        label="Which quarter?",
        widget=forms.RadioSelect,
        error_messages={"required": "Select a quarter", "invalid_choice": "Select a quarter"},
    )

    def __init__(self, *args, panels, quarters: list[Quarter], **kwargs):
        super().__init__(*args, **kwargs)
        self.quarters = {quarter.key: quarter for quarter in quarters}
        self.fields["panel"].queryset = panels
        self.fields["quarter"].choices = [(key, q.in_words) for key, q in self.quarters.items()]
        self.fields["quarter"].hints = {quarters[0].key: "Not over yet."}

    @property
    def chosen(self) -> dict:
        """Return what was chosen, as the workflow takes it."""
        quarter = self.quarters[self.cleaned_data["quarter"]]
        return {"panel": self.cleaned_data["panel"], **quarter._asdict()}
