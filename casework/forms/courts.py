"""What staff record about a Court of Protection process."""

from django import forms

from casework.choices import CourtStatus
from casework.forms.plain import DayField, PlainForm


class CourtForm(PlainForm):
    """Where the process stands, and what it means for the panel."""

    status = forms.ChoiceField(
        label="How far has the Court of Protection process come?",
        choices=CourtStatus.choices,
        widget=forms.RadioSelect,
        error_messages={
            "required": "Select how far it has come",
            "invalid_choice": "Select how far it has come",
        },
    )
    court_reference = forms.CharField(
        label="What is the court’s reference? (optional)",
        required=False,
        max_length=60,
        error_messages={"max_length": "The reference must be 60 characters or fewer"},
    )
    court_reference.govuk = {"classes": "govuk-input--width-20"}
    lead_name = forms.CharField(
        label="Who leads the process? (optional)",
        help_text="For example, the council’s solicitor.",
        required=False,
        max_length=200,
        error_messages={"max_length": "The name must be 200 characters or fewer"},
    )
    next_on = DayField(
        label="When is the next hearing or step? (optional)",
        help_text="For example, 14 1 2027",
        required=False,
    )
    decision = forms.CharField(
        label="What is decided about the panel’s part?",
        help_text="For example: the panel goes on with the case and leaves the question of where "
        "to live to the court. Everyone who reads the case sees this.",
        widget=forms.Textarea,
        max_length=4000,
        error_messages={
            "required": "Enter what is decided about the panel’s part",
            "max_length": "What is decided must be 4,000 characters or fewer",
        },
    )
