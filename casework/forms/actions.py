"""Agreeing an action, saying how it goes, and giving it to somebody else."""

from django import forms

from casework.choices import Purpose
from casework.forms.plain import DayField, PlainForm
from casework.rules import actions as rules
from casework.rules.deadlines import in_words

LONGEST_TEXT = 4000
TOO_LONG = "It must be 4,000 characters or fewer"


def text(label: str, required: str = "", hint: str = "") -> forms.CharField:
    """Return a question that is answered in several lines; optional without `required`."""
    return forms.CharField(
        label=label,
        help_text=hint,
        required=bool(required),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea,
        error_messages={"required": required, "max_length": TOO_LONG},
    )


class OwnerForm(PlainForm):
    """Who owns an action, and until when it is to be done."""

    owner_agency = forms.ModelChoiceField(
        queryset=None,
        label="Which agency owns it?",
        empty_label="Choose an agency",
        error_messages={"required": "Select an agency", "invalid_choice": "Select an agency"},
    )
    owner_name = forms.CharField(
        label="Who in that agency?",
        help_text="One person by name. Not the panel, not a team.",
        max_length=200,
        error_messages={
            "required": "Enter the name of the person who owns it",
            "max_length": "The name must be 200 characters or fewer",
        },
    )
    owner_email = forms.EmailField(
        label="What is their work email address?",
        help_text="They are told there. Without an account they open the action by a link.",
        error_messages={
            "required": "Enter the owner’s email address",
            "invalid": "Enter an email address, such as name@example.org",
        },
    )
    owner_email.govuk = {"type": "email", "autocomplete": "off", "spellcheck": False}
    due_on = DayField(
        label="By which day is it done?",
        error_messages={"required": "Enter the day by which it is done"},
    )

    def __init__(self, *args, agencies, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["owner_agency"].queryset = agencies


class AgreeForm(OwnerForm):
    """An action that the panel agrees: measurable, with an owner and a day (B71, O42)."""

    recommendation = forms.ModelChoiceField(
        queryset=None,
        required=False,
        label="Which recommendation does it serve? (optional)",
        empty_label="None of them",
        error_messages={"invalid_choice": "Select a recommendation of this case"},
    )
    title = forms.CharField(
        label="What is to be done?",
        help_text="Begin with a verb, as in “Visit the flat with the landlord”. "
        "Owners of other actions of this case read this line.",
        max_length=200,
        error_messages={
            "required": "Enter what is to be done",
            "max_length": "What is to be done must be 200 characters or fewer",
        },
    )
    detail = text("What else should its owner know? (optional)")
    purpose = forms.ChoiceField(
        label="What is it for?",
        widget=forms.RadioSelect,
        choices=Purpose.choices,
        error_messages={
            "required": "Select what it is for",
            "invalid_choice": "Select what it is for",
        },
    )
    measure = text(
        "How will it be known that it is done?",
        required="Enter how it will be known that it is done",
        hint="Something that can be seen, counted or read.",
    )
    communicate_to = forms.CharField(
        label="To whom is progress told? (optional)",
        required=False,
        max_length=200,
        error_messages={
            "required": "Enter to whom progress is told",
            "max_length": "This must be 200 characters or fewer",
        },
    )
    field_order = (
        *("recommendation", "title", "detail", "purpose", "measure", "owner_agency"),
        *("owner_name", "owner_email", "due_on", "communicate_to"),
    )

    def __init__(self, *args, item, recommendations, latest_on, **kwargs):
        """`latest_on` is the day the panel asks for, offered as the answer (O42)."""
        super().__init__(*args, **kwargs)
        self.meeting = item.meeting
        self.fields["recommendation"].queryset = recommendations
        self.fields["recommendation"].label_from_instance = lambda one: f"{one.number}. {one.text}"
        if latest_on:
            self.fields["due_on"].initial = latest_on
            self.fields["due_on"].help_text = (
                f"The panel asks for {in_words(latest_on)} at the latest, the day before "
                "its next meeting. A later day is possible; a warning is then shown."
            )
        if self.meeting.panel.asks_communication:
            told = self.fields["communicate_to"]
            told.required, told.label = True, "To whom is progress told?"

    def clean(self):
        cleaned = super().clean()
        asked = ("title", "measure", "owner_name", "owner_agency", "due_on")
        if all(cleaned.get(name) for name in asked):
            given = {name: cleaned[name] for name in asked}
            given["owner_agency"] = given["owner_agency"].name
            faults = rules.faults(**given, meets_on=self.meeting.held_on)
            for name, fault in faults.items():
                self.add_error(name, fault)
        return cleaned


class PressForm(PlainForm):
    """Nothing is asked: the button says it."""


class UpdateForm(PlainForm):
    text = text("How does it go?", required="Enter how it goes")


class CompleteForm(PlainForm):
    result = text(
        "What came of it, and how is that known?",
        required="Enter what came of it, and how that is known",
        hint="The chair reads this to verify that the action is done.",
    )


class RefuseForm(PlainForm):
    reason = text(
        "Why do you not take it on?",
        required="Enter why you do not take it on",
        hint="The action goes back to the chair, who reads this.",
    )


class CloseForm(PlainForm):
    reason = text(
        "Why is it not achieved?",
        required="Enter why it is not achieved",
        hint="Kept with the action.",
    )
