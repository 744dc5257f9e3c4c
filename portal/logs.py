"""Log lines as JSON, with the few things a line may say and no others.

A message is written as it stands in the code, without what would be put into it, and an
exception as its kind and its places: names, addresses and answers travel in both.
"""

import json
import logging
import traceback
from datetime import UTC, datetime

ALLOWED = ("method", "view", "route", "host_kind", "status", "milliseconds", "count", "job")


class PlainFacts(logging.Formatter):
    def format(self, record) -> str:
        line = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": str(record.msg),
        }
        line |= {key: getattr(record, key) for key in ALLOWED if hasattr(record, key)}
        if record.exc_info and record.exc_info[0]:
            line["exception"] = record.exc_info[0].__name__
            line["places"] = places(record.exc_info[2])
        return json.dumps(line)


def places(trace) -> list[str]:
    return [
        f"{frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(trace)
    ]
