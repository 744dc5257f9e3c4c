"""How staff know that minutes were received."""

from django import forms

from casework.forms.plain import PlainForm

LONGEST_EVIDENCE = 2000


class EvidenceForm(PlainForm):
    evidence = forms.CharField(
        label="How do you know that they have the minutes?",
        help_text="For example, who told you, how and when. Kept with the receipt.",
        max_length=LONGEST_EVIDENCE,
        widget=forms.Textarea,
        error_messages={
            "required": "Enter how you know that they have the minutes",
            "max_length": "This must be 2,000 characters or fewer",
        },
    )
