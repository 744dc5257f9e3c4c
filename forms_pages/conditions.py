"""Is this asked, given the answers on earlier pages? Pure: no clock, no database.

A question that is not answered meets one comparison only, "is not answered". So "is not b"
waits for an answer, and a page never appears because something was left empty by chance.
"""

from collections.abc import Mapping

FLAGS = ("not_known", "no_fixed_address")


def holds(condition_key: str, document: Mapping, answers: Mapping) -> bool:
    """Say whether a named condition holds. No condition always does.

    One that goes round in a circle never holds. Raises `KeyError` for a name the document
    does not have: publishing refuses both.
    """
    return not condition_key or _holds(condition_key, _named(document), answers, ())


def asks(condition_key: str, document: Mapping) -> set[str]:
    """Return the questions that a condition looks at, also through other conditions."""
    named, found, waiting, met = _named(document), set(), [condition_key], set()
    while waiting:
        key = waiting.pop()
        if not key or key in met:
            continue
        met.add(key)
        for test in named[key]["tests"]:
            if test.get("condition"):
                waiting.append(test["condition"])
            else:
                found.add(test["question"])
    return found


def label_of(condition_key: str, document: Mapping) -> str:
    return _named(document)[condition_key].get("label") or condition_key


def _named(document: Mapping) -> dict[str, Mapping]:
    return {condition["key"]: condition for condition in document.get("conditions", ())}


def _holds(key: str, named: Mapping, answers: Mapping, within: tuple[str, ...]) -> bool:
    if key in within:
        return False
    condition = named[key]
    outcomes = (
        _holds(test["condition"], named, answers, (*within, key))
        if test.get("condition")
        else meets(test, answers)
        for test in condition["tests"]
    )
    return any(outcomes) if condition.get("match") == "any" else all(outcomes)


def meets(test: Mapping, answers: Mapping) -> bool:
    """Say whether one answer meets one comparison."""
    given = values_of(answers.get(test["question"]))
    wanted = [str(value) for value in test.get("values", ())]
    comparison = test["comparison"]
    if comparison in ("is_answered", "is_not_answered"):
        return bool(given) == (comparison == "is_answered")
    if not given:
        return False
    match comparison:
        case "is":
            return given == set(wanted[:1])
        case "is_not":
            return given != set(wanted[:1])
        case "is_one_of":
            return len(given) == 1 and given <= set(wanted)
        case "contains":
            return bool(given & set(wanted))
    raise ValueError(f"There is no comparison {comparison!r}.")


def values_of(answer) -> set[str]:
    """Return what an answer is compared by: keys, codes, and the names of its flags."""
    if answer is None or answer in ("", [], {}):
        return set()
    if isinstance(answer, bool):
        return {"yes" if answer else "no"}
    if isinstance(answer, Mapping):
        flags = {flag for flag in FLAGS if answer.get(flag)}
        return flags or {str(answer.get("code", "answered"))}
    if isinstance(answer, list):
        return {item["id"] if isinstance(item, Mapping) else str(item) for item in answer}
    return {str(answer)}
