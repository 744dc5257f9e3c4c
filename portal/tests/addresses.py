"""Every address the portal has, with arguments that resolve, for tests that must miss none."""

import re
from itertools import product
from typing import NamedTuple

from django.urls import Resolver404, get_resolver, resolve
from django.urls.resolvers import RegexPattern, RoutePattern, URLResolver
from django.utils.regex_helper import normalize

SAMPLES = {
    "int": ["1"],
    "slug": ["adult", "a"],
    "uuid": ["6f2b5f5e-1d5a-4f0e-9a64-0d9f5c3f5a11"],
    "path": ["a/b"],
    "str": ["abc", "1", "BSAB-2026-0042", "2026-12-02"],
}
IN_EXPRESSIONS = ["1", "abc", "abc/", "a/", "auth", "adult", "2026-12-02", "a.b", "0" * 40]


class Address(NamedTuple):
    """One pattern of the portal: a path that leads to it, and the name it answers under."""

    path: str
    view_name: str
    callback: object


def patterns(resolver=None, before=()):
    for entry in (resolver or get_resolver()).url_patterns:
        chain = (*before, entry.pattern)
        if isinstance(entry, URLResolver):
            yield from patterns(entry, chain)
        else:
            yield chain, entry.callback


def ways(pattern) -> list[str]:
    """Return texts that one part of an address may match."""
    if isinstance(pattern, RoutePattern):
        return ways_of_route(pattern)
    if isinstance(pattern, RegexPattern):
        return ways_of_expression(pattern)
    return [str(pattern)]


def ways_of_route(pattern) -> list[str]:
    parts = re.split(r"<(?:(\w+):)?\w+>", str(pattern))
    texts, kinds = parts[::2], parts[1::2]
    choices = product(*(SAMPLES.get(kind or "str", SAMPLES["str"]) for kind in kinds))
    return ["".join(sum(zip(texts, [*choice, ""], strict=True), ())) for choice in choices]


def ways_of_expression(pattern) -> list[str]:
    found = []
    for form, names in normalize(pattern._regex):
        for choice in product(IN_EXPRESSIONS, repeat=len(names)):
            found.append(form % dict(zip(names, choice, strict=True)))
    return found


def address_of(chain, callback) -> Address | None:
    """Return an address that leads to this very view, or None where another is in its way."""
    for choice in product(*(ways(pattern) for pattern in chain)):
        path = "/" + "".join(choice).lstrip("/")
        try:
            match = resolve(path)
        except Resolver404:
            continue
        if match.func is callback:
            return Address(path, match.view_name, callback)
    return None


def every_address() -> tuple[list[Address], list[str]]:
    """Return all addresses, and the patterns no address was found for."""
    found, missed = [], []
    for chain, callback in patterns():
        address = address_of(chain, callback)
        if address:
            found.append(address)
        else:
            missed.append("".join(str(pattern) for pattern in chain))
    return found, missed
