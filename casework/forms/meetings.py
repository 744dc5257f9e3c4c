"""Planning a meeting, who comes to it, and which agencies each case needs."""

from django import forms

from casework.choices import AttendanceState, SeatKind
from casework.forms.plain import DayField, PlainForm

NAME_ERRORS = {
    "required": "Enter a name",
    "max_length": "The name must be 200 characters or fewer",
}


class PlanForm(PlainForm):
    """A new meeting of a panel."""

    panel = forms.ModelChoiceField(
        queryset=None,
        label="Which panel?",
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={"required": "Select a panel", "invalid_choice": "Select a panel"},
    )
    held_on = DayField(
        label="When does it meet?",
        help_text="For example, 10 12 2026",
        error_messages={"required": "Enter the date of the meeting"},
    )
    starts_at = forms.TimeField(
        label="What time does it start? (optional)",
        help_text="For example, 09:30",
        required=False,
        input_formats=["%H:%M", "%H.%M"],
        error_messages={"invalid": "Enter a time, such as 09:30"},
    )
    starts_at.govuk = {"classes": "govuk-input--width-5"}
    place = forms.CharField(
        label="Where? (optional)",
        required=False,
        max_length=200,
        error_messages={"max_length": "The place must be 200 characters or fewer"},
    )

    def __init__(self, *args, panels, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["panel"].queryset = panels


class DatesForm(PlainForm):
    """A new closing day, and why."""

    closes_on = DayField(
        label="On which day does the list close?",
        help_text="The list is open until the end of that day, or the panel’s closing time.",
        error_messages={"required": "Enter the day the list closes"},
    )
    reason = forms.CharField(
        label="Why does the date change?",
        help_text="Kept in the meeting’s history.",
        max_length=500,
        error_messages={
            "required": "Enter why the date changes",
            "max_length": "The reason must be 500 characters or fewer",
        },
    )


class AttendanceForm(PlainForm):
    """Whether each person who was invited came: one question for each of them."""

    def __init__(self, *args, attendances, **kwargs):
        super().__init__(*args, **kwargs)
        self.attendances = list(attendances)
        for attendance in self.attendances:
            seat = attendance.seat or attendance.get_capacity_display()
            self.fields[f"state_{attendance.pk}"] = forms.ChoiceField(
                label=f"{attendance.name} ({seat})",
                choices=AttendanceState.choices,
                initial=attendance.state,
                error_messages={"required": "Say whether this person came"},
            )

    @property
    def changed(self):
        """Return each attendance whose answer differs, with the answer."""
        answers = ((a, self.cleaned_data[f"state_{a.pk}"]) for a in self.attendances)
        return [(attendance, state) for attendance, state in answers if state != attendance.state]


class AttendeeForm(PlainForm):
    """Someone who came and was not invited: for a seat, and from which of its teams."""

    seat = forms.ModelChoiceField(
        queryset=None,
        label="Which seat do they come for?",
        empty_label="Choose a seat",
        error_messages={"required": "Select a seat", "invalid_choice": "Select a seat"},
    )
    name = forms.CharField(label="What is their name?", max_length=200, error_messages=NAME_ERRORS)
    team = forms.CharField(
        label="Which team? (optional)",
        help_text="For example, Environmental Health.",
        required=False,
        max_length=120,
        error_messages={"max_length": "The team must be 120 characters or fewer"},
    )
    agency = forms.ModelChoiceField(
        queryset=None,
        required=False,
        label="Which agency? (optional)",
        help_text="Where the seat stands for several, such as landlords.",
        empty_label="Choose an agency",
        error_messages={"invalid_choice": "Select an agency"},
    )

    def __init__(self, *args, seats, agencies, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["seat"].queryset = seats
        self.fields["agency"].queryset = agencies


class RelevanceForm(PlainForm):
    """Which seats matter to one case and, for a class of bodies, which of them."""

    seats = forms.MultipleChoiceField(
        label="Whose presence does this case need?",
        help_text="Choose all that apply. Leave empty if you cannot say yet.",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Select seats from the list"},
    )

    def __init__(self, *args, seats, **kwargs):
        """`seats` come with their agencies fetched."""
        super().__init__(*args, **kwargs)
        self.pairs = {key: pair for seat in seats for key, pair in pairs_of(seat)}
        self.fields["seats"].choices = [
            (key, f"{seat}: {agency}" if agency else str(seat))
            for key, (seat, agency) in self.pairs.items()
        ]

    @property
    def chosen(self) -> list:
        return [self.pairs[key] for key in self.cleaned_data["seats"]]


def pairs_of(seat):
    """Return what can be chosen for a seat: itself, or each body of its class."""
    if seat.kind == SeatKind.RELEVANT_CLASS and seat.agencies.all():
        return [(f"{seat.code}:{agency.code}", (seat, agency)) for agency in seat.agencies.all()]
    return [(seat.code, (seat, None))]


def key_of(relevance) -> str:
    """Return the choice that a stored relevance stands for."""
    seat = relevance.seat.code
    return f"{seat}:{relevance.agency.code}" if relevance.agency else seat
