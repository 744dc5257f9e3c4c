"""What we say when an answer is missing or wrong. Staff may reword any of it for a question.

A message is looked up by code in the question's own `errors` first. What staff wrote as
"invalid" serves for every code that says an answer is not of the kind asked for.
"""

POSSESSIVES = {"your", "their", "his", "her", "our", "the", "this", "any", "all", "who", "what"}
LONGEST_NAME = 4  # words; a longer label is quoted, since it is seldom a noun

REQUIRED = {
    "short_text": "Enter {a_name}",
    "long_text": "Enter {a_name}",
    "date": "Enter {a_name}",
    "email": "Enter {a_name}",
    "phone": "Enter {a_name}",
    "nhs_number": "Enter {a_name}",
    "address": "Enter {a_name}",
    "yes_no_not_known": "Select yes, no or not known for {quoted}",
    "one_of": "Select an answer to {quoted}",
    "several_of": "Select at least one answer to {quoted}",
    "agency": "Select or enter an agency for {quoted}",
    "group": "Add at least one {row_name}",
    "declaration": "Tick the box to confirm {quoted}",
}
MESSAGES = {
    "too_long": "{Name} must be {limit} characters or fewer. You entered {count}",
    "too_short": "{Name} must be {limit} characters or more",
    "both": "{Name}: give an answer or select “{not_known}”, not both",
    "email": "Enter an email address in the correct format, like name@example.org",
    "phone": "Enter a phone number, like 01632 960 001 or 07700 900 982",
    "nhs_number": "Enter an NHS number with 10 digits, like 999 000 0018",
    "nhs_check": "Check the NHS number: one of the digits is wrong",
    "unknown_option": "Select one of the answers listed for {quoted}",
    "exclusive": "Select other answers or “{exclusive}”, not both",
    "agency_listed": "Select an agency from the list, or select “{other}” and enter its name",
    "agency_name": "Enter the name of the agency",
    "agency_both": "Select an agency from the list or enter another name, not both",
    "date_parts": "{Name} must include a {parts}",
    "date_real": "{Name} must be a real date, like 27 3 2026",
    "date_year": "{Name}: year must include 4 numbers",
    "date_range": "{Name} must be between 1900 and 2100",
    "date_past": "{Name} must be today or in the past",
    "date_future": "{Name} must be today or in the future",
    "address_line": "Enter the building and street",
    "address_town": "Enter the town or city",
    "postcode": "Enter a full UK postcode, like HP20 1UY",
    "address_both": "Enter an address or select “No fixed address”, not both",
    "address_note": "Select “No fixed address” if this is where the person can be found",
    "too_few_rows": "Add at least {limit} of these: {row_name}",
    "unfinished_row": "Finish or remove each entry before you continue",
}
NOT_REWORDED_BY_INVALID = {"required", "both", "too_long", "too_short"}
DATE_CODES = {"date_parts", "date_real", "date_year", "date_range", "date_past", "date_future"}


def asked(question: dict) -> str:
    """Return the label, saying so where an answer is optional."""
    optional = not question.get("required") and question["type"] not in ("statement", "group")
    return f"{question['label']} (optional)" if optional else question["label"]


def not_known(question: dict) -> str:
    return question.get("not_known_label") or (
        "None to add" if question["type"] == "group" else "Not known"
    )


def row_name(question: dict) -> str:
    return question.get("row_label") or question["label"]


def is_noun(label: str) -> bool:
    return not label.endswith("?") and 0 < len(label.split()) <= LONGEST_NAME


def in_sentence(label: str) -> str:
    """Lower the first letter, but not that of an acronym."""
    first = label.partition(" ")[0]
    return label if first.isupper() and len(first) > 1 else label[:1].lower() + label[1:]


def with_article(label: str) -> str:
    name = in_sentence(label)
    first, last = label.split()[0].lower(), label.split()[-1].lower()
    plural = [word for word in (first, last) if word.endswith("s") and not word.endswith("ss")]
    if first in POSSESSIVES or (plural and first != "nhs"):
        return name
    sounds_open = name[0].lower() in "aeiou" or label.startswith("NHS")
    return f"{'an' if sounds_open else 'a'} {name}"


def unnamed(question: dict) -> str:
    what = "a date for" if question["type"] == "date" else "an answer to"
    return f"{what} {quoted(question)}"


def quoted(question: dict) -> str:
    return f"“{question['label']}”"


def message(question: dict, code: str, **facts) -> str:
    """Return what to say about this question: staff's own words where they wrote any."""
    own = question.get("errors") or {}
    general = "" if code in NOT_REWORDED_BY_INVALID else own.get("invalid")
    if written := own.get(code) or general:
        return written
    label = question["label"]
    noun = is_noun(label)
    subject = "The date" if code in DATE_CODES else "The answer"
    template = REQUIRED[question["type"]] if code == "required" else MESSAGES[code]
    said = template.format(
        Name=label if noun else subject if label.endswith("?") else quoted(question),
        a_name=with_article(label) if noun else unnamed(question),
        quoted=quoted(question),
        row_name=in_sentence(row_name(question)),
        not_known=not_known(question),
        **facts,
    )
    if code == "required" and question.get("allow_not_known"):
        said = f"{said}, or select “{not_known(question)}”"
    return said
