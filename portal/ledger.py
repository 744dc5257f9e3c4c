"""The ledger: every requirement, its evidence, and the tests that prove it.

`python -m portal.ledger` prints it after a test run. A requirement is proven when a test
that names it passed on SQLite and on PostgreSQL, and no test that names it failed.
"""

import json
import os
import re
import sys
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
LEDGER = ROOT / "docs" / "ledger.md"
DATABASES = ("sqlite", "postgresql")
ROW = re.compile(r"^\| (?P<id>[BO]\d+) \|(?P<cells>.*)\|$")


class Requirement(NamedTuple):
    """One row of the ledger: what the software must do, and what shows that it does."""

    id: str
    must: str
    evidence: str


def requirements() -> dict[str, Requirement]:
    """Return the ledger's rows by id, in its own order."""
    found = {}
    for line in LEDGER.read_text(encoding="utf-8").splitlines():
        if row := ROW.match(line):
            _, _, must, evidence = (cell.strip() for cell in row["cells"].split("|"))
            found[row["id"]] = Requirement(row["id"], must, evidence)
    return found


def outcomes(folder: Path) -> dict[str, dict[str, dict]]:
    """Return, for each database, what its last whole run left behind."""
    results = {}
    for database in DATABASES:
        path = folder / f"{database}.json"
        results[database] = json.loads(path.read_text()) if path.exists() else {}
    return results


def tests_of(id_: str, results: dict[str, dict]) -> dict[str, dict[str, bool]]:
    """Return the tests that name a requirement, and where each passed."""
    tests: dict[str, dict[str, bool]] = {}
    for database, run in results.items():
        for test, outcome in run.items():
            if id_ in outcome["ids"]:
                tests.setdefault(test, {})[database] = outcome["passed"]
    return tests


def is_proven(tests: dict[str, dict[str, bool]]) -> bool:
    """Say whether some test passed on both databases and none failed on either."""
    everywhere = [all(runs.get(database) for database in DATABASES) for runs in tests.values()]
    failed = any(passed is False for runs in tests.values() for passed in runs.values())
    return any(everywhere) and not failed


def main(out=sys.stdout) -> int:
    rows = requirements()
    results = outcomes(Path(os.environ.get("PORTAL_VAR", ROOT / "var")) / "ledger")
    proven = 0
    for row in rows.values():
        tests = tests_of(row.id, results)
        proven += is_proven(tests)
        mark = "proven" if is_proven(tests) else "open"
        out.write(f"{row.id} {mark}\n    evidence: {row.evidence}\n")
        for test, runs in sorted(tests.items()):
            where = ", ".join(
                f"{database} {'passed' if passed else 'FAILED'}"
                for database, passed in sorted(runs.items())
            )
            out.write(f"    {test} ({where})\n")
    for database, run in results.items():
        if not run:
            out.write(f"No run on {database} is on record: run make test first.\n")
    out.write(f"proven: {proven} of {len(rows)}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
