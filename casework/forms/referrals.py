"""What staff and senior managers decide about a referral."""

from django import forms
from django.utils import timezone

from casework.forms.plain import PlainForm

LONGEST_NOTE = 4000


class ListForm(PlainForm):
    """Which meeting hears the referral. Meetings whose list had closed are not offered.

    Whether the referral is in time is the workflow's to say, also for a day that was not
    offered.
    """

    meeting = forms.ChoiceField(
        label="Which meeting?",
        widget=forms.RadioSelect,
        error_messages={
            "required": "Select a meeting",
            "invalid_choice": "Select one of this panel’s meetings",
        },
    )

    def __init__(self, *args, meetings, received_at, **kwargs):
        super().__init__(*args, **kwargs)
        self.meetings = {meeting.held_on.isoformat(): meeting for meeting in meetings}
        self.too_late = [m for m in self.meetings.values() if m.closes_at <= received_at]
        field = self.fields["meeting"]
        field.choices = [(key, f"{m.held_on:%-d %B %Y}") for key, m in self.meetings.items()]
        field.closed = {meeting.held_on.isoformat() for meeting in self.too_late}
        field.hints = {key: closing_in_words(m) for key, m in self.meetings.items()}

    @property
    def accepting(self) -> bool:
        return len(self.too_late) < len(self.meetings)

    @property
    def chosen(self):
        return self.meetings[self.cleaned_data["meeting"]]


def closing_in_words(meeting) -> str:
    at = timezone.localtime(meeting.closes_at)
    verb = "closed" if meeting.list_closed_at else "closes"
    return f"The list {verb} on {meeting.closes_on:%-d %B %Y} (before {at:%H:%M on %-d %B})."


class DeclineForm(PlainForm):
    """Why the panel will not hear a referral, and where the referrer is pointed instead."""

    reason = forms.ModelChoiceField(
        queryset=None,
        label="Why will the panel not hear this referral?",
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={"required": "Select a reason", "invalid_choice": "Select a reason"},
    )
    note = forms.CharField(
        label="Note for the record (optional)",
        help_text="Kept with the referral. It is not sent to the referrer.",
        required=False,
        max_length=LONGEST_NOTE,
        widget=forms.Textarea,
        error_messages={"max_length": "The note must be 4,000 characters or fewer"},
    )

    def __init__(self, *args, reasons, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reason"].queryset = reasons
        self.fields["reason"].hints = {str(reason.pk): reason.signposting for reason in reasons}


class PresenterForm(PlainForm):
    """Who presents a case at a meeting."""

    name = forms.CharField(
        label="Who presents this case?",
        help_text="The agency’s person who speaks to the referral at the meeting.",
        max_length=200,
        error_messages={
            "required": "Enter the name of the person who presents",
            "max_length": "The name must be 200 characters or fewer",
        },
    )


class RequestForm(PlainForm):
    """Which senior manager is asked to authorise a referral."""

    name = forms.CharField(
        label="What is the senior manager’s name?",
        max_length=200,
        error_messages={
            "required": "Enter the senior manager’s name",
            "max_length": "The name must be 200 characters or fewer",
        },
    )
    post = forms.CharField(
        label="What is their post?",
        max_length=200,
        error_messages={
            "required": "Enter the senior manager’s post",
            "max_length": "The post must be 200 characters or fewer",
        },
    )
    email = forms.EmailField(
        label="What is their work email address?",
        help_text="The link and the code go there.",
        error_messages={
            "required": "Enter the senior manager’s email address",
            "invalid": "Enter an email address, such as name@example.org",
        },
    )
    email.govuk = {"type": "email", "autocomplete": "off", "spellcheck": False}


class DecisionForm(PlainForm):
    """The senior manager authorises, or refuses with a reason."""

    AUTHORISE, REFUSE = "authorise", "refuse"

    decision = forms.ChoiceField(
        label="What do you decide?",
        widget=forms.RadioSelect,
        choices=[
            (AUTHORISE, "I authorise this referral"),
            (REFUSE, "I do not authorise this referral"),
        ],
        error_messages={
            "required": "Select whether you authorise this referral",
            "invalid_choice": "Select whether you authorise this referral",
        },
    )
    reason = forms.CharField(
        label="If you do not authorise it, why?",
        help_text="Kept with the referral. Our email to the referrer does not carry it, so "
        "please tell them yourself.",
        required=False,
        max_length=LONGEST_NOTE,
        widget=forms.Textarea,
        error_messages={"max_length": "The reason must be 4,000 characters or fewer"},
    )

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("decision") == self.REFUSE and not cleaned.get("reason"):
            self.add_error("reason", "Enter why you do not authorise this referral")
        return cleaned

    @property
    def authorises(self) -> bool:
        return self.cleaned_data["decision"] == self.AUTHORISE
