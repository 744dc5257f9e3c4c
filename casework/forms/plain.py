"""A form that shows itself with GOV.UK Frontend, one component for each field."""

from collections.abc import Callable, Iterator
from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import ErrorList

from casework.errors import WrongMoment
from forms_pages.fields.dates import month_number

YEARS = range(1900, 2101)


class DayWidget(forms.MultiWidget):
    """Day, month and year, typed."""

    def __init__(self):
        super().__init__(dict.fromkeys(("day", "month", "year"), forms.TextInput))

    def decompress(self, value):
        return [value.day, value.month, value.year] if value else [None, None, None]


class DayField(forms.MultiValueField):
    """A date typed in three boxes. The month may be a number or a name."""

    widget = DayWidget

    def __init__(self, **options):
        parts = [forms.CharField(required=False) for _ in range(3)]
        super().__init__(fields=parts, require_all_fields=False, **options)

    def compress(self, parts):
        if not any(parts):
            return None
        day, month, year = (part.strip() for part in parts)
        try:
            found = date(int(year), month_number(month) or 0, int(day))
        except (ValueError, OverflowError):
            found = None
        if found is None or found.year not in YEARS:
            raise ValidationError("Enter a real date, such as 26 11 2026")
        return found


class PlainForm(forms.Form):
    """Errors in plain words, nothing marked required in the browser, typed text kept."""

    use_required_attribute = False
    refused = False

    def succeeds(
        self, act: Callable[[], object], *, refusals=WrongMoment, field: str | None = None
    ) -> bool:
        """Do what a valid form asks. A refusal joins the form's errors; nothing typed is lost."""
        if not self.is_bound or not self.is_valid():
            return False
        try:
            act()
        except refusals as refusal:
            self.refused = field is None
            self.add_error(field, str(refusal))
        return not self.errors

    @property
    def status(self) -> int:
        """Return the status to answer with: refused by the rules, wrongly filled in, or neither."""
        return 409 if self.refused else 422 if self.errors else 200

    @property
    def shown(self) -> Iterator[tuple[str, dict]]:
        """Return the component and its options for each field, in order."""
        return (component_of(self[name]) for name in self.fields)

    @property
    def summary(self) -> list[dict]:
        """Return what is wrong, each with a link to its field, for the error summary."""
        found = []
        for name, messages in self.errors.items():
            link = {} if name == "__all__" else {"href": f"#{first_control(self[name])}"}
            found += [{"text": str(message), **link} for message in messages]
        return found


def first_control(bound: forms.BoundField) -> str:
    return f"{bound.auto_id}_day" if isinstance(bound.field, DayField) else bound.auto_id


def component_of(bound: forms.BoundField) -> tuple[str, dict]:
    """Return which GOV.UK component shows this field, and its options."""
    widget = bound.field.widget
    options = {"name": bound.html_name, "errorMessage": error_of(bound.errors)}
    if bound.help_text:
        options["hint"] = {"text": str(bound.help_text)}
    if isinstance(bound.field, DayField):
        return "date-input", options | day_options(bound)
    if isinstance(widget, (forms.RadioSelect, forms.CheckboxSelectMultiple)):
        kind = "radios" if type(widget) is forms.RadioSelect else "checkboxes"
        return kind, options | choice_options(bound)
    options |= {"id": bound.auto_id, "label": {"text": bound.label, "classes": "govuk-label--s"}}
    if isinstance(widget, forms.Select):
        return "select", options | {"items": items_of(bound, chosen="selected")}
    options["value"] = bound.value() or ""
    if isinstance(widget, forms.Textarea):
        return "textarea", options
    return "input", options | dict(getattr(bound.field, "govuk", {}))


def error_of(errors: ErrorList) -> dict | None:
    return {"text": str(errors[0])} if errors else None


def legend_of(bound: forms.BoundField) -> dict:
    return {"legend": {"text": bound.label, "classes": "govuk-fieldset__legend--s"}}


def day_options(bound: forms.BoundField) -> dict:
    values = bound.value() or [None, None, None]
    if isinstance(values, date):
        values = bound.field.widget.decompress(values)
    parts = zip(("day", "month", "year"), values, strict=True)
    error = " govuk-input--error" if bound.errors else ""
    items = [
        {
            "id": f"{bound.auto_id}_{part}",
            "name": f"{bound.html_name}_{part}",
            "label": part.capitalize(),
            "inputmode": "text" if part == "month" else "numeric",
            "classes": f"govuk-input--width-{4 if part == 'year' else 2}{error}",
            "value": "" if value is None else str(value),
        }
        for part, value in parts
    ]
    return {"id": bound.auto_id, "fieldset": legend_of(bound), "items": items}


def choice_options(bound: forms.BoundField) -> dict:
    items = items_of(bound, chosen="checked")
    return {"idPrefix": bound.auto_id, "fieldset": legend_of(bound), "items": items}


def items_of(bound: forms.BoundField, *, chosen: str) -> list[dict]:
    """Return the choices. A field may carry `hints` by key, and `closed` keys not to show."""
    value = bound.value()
    values = {str(item) for item in (value if isinstance(value, (list, tuple)) else [value])}
    hints = getattr(bound.field, "hints", {})
    closed = getattr(bound.field, "closed", ())
    return [
        {
            "value": str(key),
            "text": str(label),
            "hint": {"text": hints[str(key)]} if str(key) in hints else None,
            chosen: str(key) in values,
        }
        for key, label in bound.field.choices
        if key not in closed
    ]
