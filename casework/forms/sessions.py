"""Whether a meeting may proceed, and why."""

from django import forms

from casework.forms.plain import PlainForm

PROCEEDS, CANNOT = "proceeds", "cannot"


class QuorumForm(PlainForm):
    """The chair's decision about one meeting, with the reason."""

    decision = forms.ChoiceField(
        label="May this meeting proceed?",
        choices=[(PROCEEDS, "It proceeds"), (CANNOT, "It cannot proceed")],
        widget=forms.RadioSelect,
        error_messages={
            "required": "Select whether this meeting proceeds",
            "invalid_choice": "Select whether this meeting proceeds",
        },
    )
    reason = forms.CharField(
        label="Why?",
        help_text="Everybody who comes to the meeting can read it. Name agencies, not the person.",
        widget=forms.Textarea,
        max_length=2000,
        error_messages={
            "required": "Enter why",
            "max_length": "The reason must be 2,000 characters or fewer",
        },
    )

    @property
    def decided(self) -> dict:
        """Return what was decided, as the workflow takes it."""
        return {
            "proceeds": self.cleaned_data["decision"] == PROCEEDS,
            "reason": self.cleaned_data["reason"],
        }
