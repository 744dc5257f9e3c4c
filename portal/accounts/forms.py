"""The fields of the account pages, and how GOV.UK components are told about them."""

from django import forms
from django.contrib.auth import authenticate
from django.contrib.auth.password_validation import validate_password

from portal.accounts.models.factors import SIX_DIGITS, tidied
from portal.accounts.validators import LONGEST_PASSWORD

WRONG_SIGN_IN = "Enter the email address and password of your account"


class ComponentField(forms.BoundField):
    """A field that knows the options of the GOV.UK component it is shown with."""

    @property
    def params(self) -> dict:
        options = {
            "id": self.id_for_label,
            "name": self.html_name,
            "label": {"text": self.label},
            **self.field.widget.attrs.get("component", {}),
        }
        if self.help_text:
            options["hint"] = {"text": self.help_text}
        if self.errors:
            options["errorMessage"] = {"text": self.errors[0]}
        if not isinstance(self.field.widget, forms.PasswordInput) and self.value():
            options["value"] = self.value()
        return options


class AccountForm(forms.Form):
    bound_field_class = ComponentField

    @property
    def summary(self) -> dict:
        """The options of the error summary, each message a link to its field."""
        links = [
            {"text": messages[0], "href": f"#{self[name].id_for_label}"}
            for name, messages in self.errors.items()
        ]
        return {"titleText": "There is a problem", "errorList": links}


def text(component: dict | None = None) -> forms.TextInput:
    return forms.TextInput(attrs={"component": component or {}})


def password_box(autocomplete: str) -> forms.PasswordInput:
    return forms.PasswordInput(attrs={"component": {"autocomplete": autocomplete}})


class SignInForm(AccountForm):
    """Email and password. Every failure reads the same, whatever was wrong."""

    email = forms.CharField(
        label="Email address",
        max_length=254,
        error_messages={"required": "Enter your email address"},
        widget=text({"type": "email", "autocomplete": "username", "spellcheck": False}),
    )
    password = forms.CharField(
        label="Password",
        max_length=LONGEST_PASSWORD,
        strip=False,
        error_messages={"required": "Enter your password", "max_length": WRONG_SIGN_IN},
        widget=password_box("current-password"),
    )

    def __init__(self, *args, request=None, **options):
        super().__init__(*args, **options)
        self.request = request
        self.user = None

    def clean(self):
        email, password = self.cleaned_data.get("email"), self.cleaned_data.get("password")
        if email and password:
            email = email.strip().lower()
            self.user = authenticate(self.request, email=email, password=password)
            if self.user is None:
                self.add_error("email", WRONG_SIGN_IN)
        return self.cleaned_data


class CodeForm(AccountForm):
    code = forms.CharField(
        label="Security code",
        help_text="The 6 digits your authenticator app shows now",
        max_length=20,
        error_messages={
            "required": "Enter the 6 digits your authenticator app shows",
            "max_length": "The code must be 6 digits",
        },
        widget=text(
            {
                "inputmode": "numeric",
                "autocomplete": "one-time-code",
                "spellcheck": False,
                "classes": "govuk-input--width-10 govuk-input--extra-letter-spacing",
            }
        ),
    )

    def clean_code(self):
        code = "".join(self.cleaned_data["code"].split()).replace("-", "")
        if not SIX_DIGITS.fullmatch(code):
            raise forms.ValidationError("The code must be 6 digits")
        return code


class RecoveryForm(AccountForm):
    code = forms.CharField(
        label="Recovery code",
        help_text="One of the codes you saved, like 7KQM-2XHD-9RTB. Each works once",
        max_length=40,
        error_messages={
            "required": "Enter one of your recovery codes",
            "max_length": "A recovery code is 12 letters and numbers",
        },
        widget=text(
            {"autocomplete": "off", "spellcheck": False, "classes": "govuk-input--width-20"}
        ),
    )

    def clean_code(self):
        return tidied(self.cleaned_data["code"])


class PasswordForm(AccountForm):
    password = forms.CharField(
        label="New password",
        help_text=(
            "At least 15 characters. Three or four words that have nothing to do with each "
            "other work well"
        ),
        max_length=LONGEST_PASSWORD,
        strip=False,
        error_messages={
            "required": "Enter a password",
            "max_length": f"Password must be {LONGEST_PASSWORD} characters or fewer",
        },
        widget=password_box("new-password"),
    )

    def __init__(self, *args, user, **options):
        super().__init__(*args, **options)
        self.user = user

    def clean_password(self):
        password = self.cleaned_data["password"]
        validate_password(password, user=self.user)
        return password


class ChangePasswordForm(PasswordForm):
    """A new password, for somebody who knows the present one."""

    present = forms.CharField(
        label="Present password",
        max_length=LONGEST_PASSWORD,
        strip=False,
        error_messages={"required": "Enter your present password"},
        widget=password_box("current-password"),
    )
    field_order = ["present", "password"]

    def clean_present(self):
        present = self.cleaned_data["present"]
        if not self.user.check_password(present):
            raise forms.ValidationError("The present password is not right")
        return present
