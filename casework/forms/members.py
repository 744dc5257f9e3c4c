"""Who takes a seat, and when they leave it."""

from django import forms
from django.contrib.auth import get_user_model

from casework.choices import Capacity
from casework.forms.plain import DayField, PlainForm


class AppointForm(PlainForm):
    """Someone with an account takes a seat, as its representative or its deputy.

    They are named by the address of their account, so that no list of people is shown.
    """

    email = forms.EmailField(
        label="What is the email address of their account?",
        error_messages={
            "required": "Enter the email address of their account",
            "invalid": "Enter an email address, such as name@example.org",
        },
    )
    email.govuk = {"type": "email", "autocomplete": "off", "spellcheck": False}
    capacity = forms.ChoiceField(
        label="As what do they come?",
        widget=forms.RadioSelect,
        choices=[(c.value, c.label) for c in (Capacity.REPRESENTATIVE, Capacity.DEPUTY)],
        error_messages={
            "required": "Select representative or deputy",
            "invalid_choice": "Select representative or deputy",
        },
    )
    agency = forms.ModelChoiceField(
        queryset=None,
        required=False,
        label="From which agency? (optional where the seat has only one)",
        empty_label="Choose an agency",
        error_messages={"invalid_choice": "Select one of the seat’s agencies"},
    )
    team = forms.CharField(
        label="Which team? (optional)",
        required=False,
        max_length=120,
        error_messages={"max_length": "The team must be 120 characters or fewer"},
    )
    starts_on = DayField(
        label="From which day?",
        help_text="For example, 26 11 2026",
        error_messages={"required": "Enter the first day"},
    )

    def __init__(self, *args, seat, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["agency"].queryset = seat.agencies.filter(active=True)

    def clean(self):
        cleaned = super().clean()
        if email := cleaned.pop("email", None):
            people = get_user_model().objects.filter(email=email.lower(), is_active=True)
            cleaned["user"] = people.first()
            if cleaned["user"] is None:
                self.add_error("email", "Nobody has an account with this address. Invite them.")
        return cleaned


class EndForm(PlainForm):
    """The last day somebody holds a seat."""

    ends_on = DayField(
        label="What is their last day?",
        help_text="The appointment stays on record.",
        error_messages={"required": "Enter the last day"},
    )
