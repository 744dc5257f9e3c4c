"""What people without an account send: the code, and their answer."""

from django import forms

from casework.forms.plain import PlainForm


class CodeForm(PlainForm):
    """The six digits that were sent to the address of the link. Spaces and dashes do not matter."""

    code = forms.CharField(
        label="What is the code in the email?",
        help_text="Six digits.",
        max_length=40,
        error_messages={
            "required": "Enter the code from the email",
            "max_length": "The code must be 6 digits",
        },
    )
    code.govuk = {
        "inputmode": "numeric",
        "autocomplete": "one-time-code",
        "classes": "govuk-input--width-10",
        "spellcheck": False,
    }

    def clean_code(self):
        return "".join(filter(str.isdigit, self.cleaned_data["code"]))
