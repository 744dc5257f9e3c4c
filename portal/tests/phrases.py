"""Phrases of eight words, hashed, to show that our texts are our own.

`source_phrases.txt` holds a hash of every eight words that follow each other in the two
documents this product stands for. The documents themselves are not in the repository.
"""

import hashlib
import html
import re
from collections.abc import Iterator
from pathlib import Path

LENGTH = 8
TAG = re.compile(r"<[^>]+>")
WORD = re.compile(r"[a-z0-9][a-z0-9@.'-]*")
SOURCES = Path(__file__).with_name("source_phrases.txt")


def phrases(text: str) -> Iterator[str]:
    """Return every run of eight words. A tag ends a run, so lists of names are no sentences."""
    for run in TAG.split(html.unescape(text)):
        words = [word.strip(".'-") for word in WORD.findall(run.lower().replace("’", "'"))]
        for start in range(len(words) - LENGTH + 1):
            yield " ".join(words[start : start + LENGTH])


def digest(phrase: str) -> str:
    return hashlib.blake2b(phrase.encode(), digest_size=5).hexdigest()


def copied(text: str) -> list[str]:
    """Return the phrases of a text that stand in the documents word for word."""
    known = set(SOURCES.read_text().split())
    return [phrase for phrase in phrases(text) if digest(phrase) in known]


def strings(data) -> Iterator[str]:
    """Return every text anywhere in a JSON document."""
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict):
        for value in data.values():
            yield from strings(value)
    elif isinstance(data, list):
        for value in data:
            yield from strings(value)
