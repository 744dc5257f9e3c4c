"""A panel's risk matrix as staff type it: one level, band or kind of risk on each line.

A level or a kind keeps its key when only its words change, because the referral form's answers
and its own options have that key.
"""

import re

from django import forms

from casework.admin.forms import LinesField, OwnBoardForm

BAND = re.compile(r"(\d+)\s*(?:(?:-|–|to)\s*(\d+))?\s+(\D.*)")
LONGEST_KEY = 40


class RowsField(LinesField):
    """Rows of a matrix, each shown on a line: levels by their label, bands as "1-3 Low"."""

    def prepare_value(self, value):
        return super().prepare_value(shown(value))

    def has_changed(self, initial, data):
        return super().has_changed(shown(initial), data)


def shown(rows):
    """Return what a list of a matrix looks like, line by line."""
    if not isinstance(rows, list):
        return rows
    return [row if isinstance(row, str) else line_of(row) for row in rows]


def line_of(row: dict) -> str:
    if "lowest" not in row:
        return row["label"]
    return f"{row['lowest']}-{row['highest']} {row['label']}"


def read_band(line: str) -> dict:
    """Return a band as it was typed, or refuse what is none."""
    found = BAND.fullmatch(line)
    if not found:
        raise forms.ValidationError(f"Write each band as in “1-3 Low”. “{line}” is not.")
    lowest, highest, label = found.groups()
    return {"label": label.strip(), "lowest": int(lowest), "highest": int(highest or lowest)}


def with_keys(lines: list[str], before: list[dict]) -> list[dict]:
    """Give each line a key: the one its words had, or its place's where none was added.

    A new one is made from its words.
    """
    known = {row["label"]: row["key"] for row in before}
    keys = [known.get(line) for line in lines]
    if len(lines) == len(before):
        places = [row["key"] for row in before]
        keys = [
            key or (place if place not in keys else None)
            for key, place in zip(keys, places, strict=True)
        ]
    return [
        {"key": key or key_from(line), "label": line} for key, line in zip(keys, lines, strict=True)
    ]


def key_from(label: str) -> str:
    return re.sub(r"[^a-z0-9]+", "_", label.lower()).strip("_")[:LONGEST_KEY].strip("_")


class RiskMatrixForm(OwnBoardForm):
    """The matrix. What is wrong with it is said beside the part to mend."""

    fixed = ("panel",)

    likelihoods = RowsField(label="Likelihood, from the least", help_text="One level on each line.")
    impacts = RowsField(label="Impact, from the least", help_text="One level on each line.")
    bands = RowsField(
        label="Bands, from the lowest",
        help_text="A score is likelihood times impact, counted from 1. One band on each line, "
        "with its lowest and highest score, as in “1-3 Low”.",
    )
    domains = RowsField(
        label="Kinds of risk",
        help_text="One on each line. Words may change; a new kind must also be an option of the "
        "referral form.",
    )

    def clean_bands(self):
        return [read_band(line) for line in self.cleaned_data["bands"]]

    def clean_likelihoods(self):
        return self.keyed("likelihoods")

    def clean_impacts(self):
        return self.keyed("impacts")

    def clean_domains(self):
        return self.keyed("domains")

    def keyed(self, name: str) -> list[dict]:
        return with_keys(self.cleaned_data[name], self.initial.get(name) or [])
