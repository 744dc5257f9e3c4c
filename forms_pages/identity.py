"""What makes a part of a form itself: the key of its block, given once and kept.

A block is known by its id. An editor who duplicates a block gets a new id and copied values;
one who copies a whole section gets copied ids too, so copies are given ids of their own here.
"""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from uuid import uuid4

LONGEST_KEY = 60
QUESTION = "question"


@dataclass
class Keys:
    """The keys of one form's blocks: those given out before, and those given out now.

    A block that was given a key keeps it whatever its own text says now. A new block may
    bring a key along, as imports do; one that another block has is not given twice, so a
    duplicated question gets a key of its own. A new question may take the place of one that
    is not `there` any more: then it is that question from now on.
    """

    issued: dict[tuple[str, str], str]
    there: set[str] = field(default_factory=set)
    new: dict[tuple[str, str], str] = field(default_factory=dict)
    handed_on: dict[str, str] = field(default_factory=dict)

    def of(self, scope: str, block_id: str, *, wanted: str, label: str) -> str:
        known = self.issued.get((scope, block_id)) or self.new.get((scope, block_id))
        if known:
            return known
        taken = {key for (in_scope, _), key in self._all() if in_scope == scope}
        key = wanted if is_key(wanted) and wanted not in taken else unused(slug(label), taken)
        self.new[(scope, block_id)] = key
        return key

    def of_question(self, block_id: str, *, wanted: str, label: str, replaces: str) -> str:
        if replaces and (QUESTION, block_id) not in self.issued and self.is_free(replaces):
            self.handed_on[replaces] = block_id
            return replaces
        handed = next((key for key, to in self.handed_on.items() if to == block_id), "")
        return handed or self.of(QUESTION, block_id, wanted=wanted, label=label)

    def is_free(self, key: str) -> bool:
        """Say whether a key was a question's that the form does not ask any more."""
        owner = next(
            (
                id_
                for (scope, id_), given in self.issued.items()
                if (scope, given) == (QUESTION, key)
            ),
            None,
        )
        return owner is not None and owner not in self.there and key not in self.handed_on

    def blocks(self) -> dict[tuple[str, str], str]:
        """Return the block of every key, by scope and key."""
        found = {(scope, key): block_id for (scope, block_id), key in self._all()}
        return found | {(QUESTION, key): block_id for key, block_id in self.handed_on.items()}

    def _all(self):
        yield from self.issued.items()
        yield from self.new.items()


def is_key(text: str) -> bool:
    return bool(re.fullmatch(rf"[a-z][a-z0-9_]{{0,{LONGEST_KEY - 1}}}", text or ""))


def slug(label: str) -> str:
    bare = re.sub(r"[^a-z0-9]+", "_", label.lower()).strip("_")[:40].strip("_")
    return bare if is_key(bare) else f"q_{bare}".strip("_")


def unused(base: str, taken: set[str]) -> str:
    key, number = base, 2
    while key in taken:
        key, number = f"{base}_{number}", number + 1
    return key


def blocks_of(stream, met: set[str]) -> list[dict]:
    """Return a stream's blocks as they are stored, each with an id of its own, also inside."""
    blocks = json.loads(json.dumps(stream.get_prep_value()))
    give_ids(blocks, met)
    return blocks


def give_ids(value, met: set[str]) -> None:
    """Give an id to every nested block that has none, or one that was met before."""
    if isinstance(value, list):
        for item in value:
            if isinstance(item, dict) and "type" in item and "value" in item:
                if not item.get("id") or item["id"] in met:
                    item["id"] = str(uuid4())
                met.add(item["id"])
            give_ids(item, met)
    elif isinstance(value, dict):
        for inner in value.values():
            give_ids(inner, met)


def bodies_of(sections: Iterable, issued: Mapping, met: set[str]) -> list[list[dict]]:
    """Return the blocks of each section, in order.

    Where two sections hold the same blocks, the one that was published before keeps them,
    wherever its copy stands.
    """
    sections = list(sections)
    copies_last = sorted(
        range(len(sections)),
        key=lambda at: ("section", str(sections[at].translation_key)) not in issued,
    )
    bodies = {at: blocks_of(sections[at].body, met) for at in copies_last}
    return [bodies[at] for at in range(len(sections))]
