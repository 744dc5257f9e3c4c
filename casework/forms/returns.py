"""Answering for several people at once: which are not known, after which search."""

from django import forms

from casework.forms.plain import PlainForm, component_of, error_of

DECLARATION = "What I say is up to date and accurate, and is no more than the panel needs"


class NotKnownForm(PlainForm):
    """The people who are not known to an agency. `requests` are those it has not answered."""

    not_known = forms.MultipleChoiceField(
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": "Select each person who is not known to your agency",
            "invalid_choice": "Select people from the list. Somebody may have answered meanwhile.",
        },
    )
    checked = forms.CharField(
        label="Which systems did you search, and for what?",
        help_text="Say if you searched for previous names and other spellings.",
        widget=forms.Textarea,
        max_length=2000,
        error_messages={
            "required": "Enter which systems you searched",
            "max_length": "What you searched must be 2,000 characters or fewer",
        },
    )
    declared = forms.MultipleChoiceField(
        label="Declaration",
        widget=forms.CheckboxSelectMultiple,
        choices=[("yes", DECLARATION)],
        error_messages={
            "required": "Confirm that what you say is up to date and accurate",
            "invalid_choice": "Confirm that what you say is up to date and accurate",
        },
    )

    def __init__(self, *args, requests, **kwargs):
        super().__init__(*args, **kwargs)
        self.requests = {str(request.pk): request for request in requests}
        self.fields["not_known"].choices = [(key, str(one)) for key, one in self.requests.items()]

    @property
    def chosen(self) -> list:
        return [self.requests[key] for key in self.cleaned_data["not_known"]]

    @property
    def below(self):
        """Return the components that follow the list of people."""
        return [component_of(self[name]) for name in ("checked", "declared")]

    def box_of(self, request) -> dict:
        """Return the box of one person. The first carries what is wrong with them all."""
        bound, key = self["not_known"], str(request.pk)
        first = key == next(iter(self.requests))
        who = request.agency or request.seat
        return {
            "idPrefix": bound.auto_id if first else f"{bound.auto_id}-{key}",
            "name": bound.html_name,
            "errorMessage": error_of(bound.errors) if first else None,
            "items": [
                {
                    "value": key,
                    "text": f"{request.case.reference}: not known to {who}",
                    "checked": key in (bound.value() or []),
                }
            ],
        }
