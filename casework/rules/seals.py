"""A seal on what must not change: the hash of its content, written the same way each time."""

import hashlib
import hmac
import json


def canonical(content) -> bytes:
    """Return the bytes that are sealed: JSON with sorted keys, no spaces, in UTF-8.

    Only what JSON can keep is taken, so that content read back from a table has the same
    bytes as content that was just made.
    """
    text = json.dumps(
        content, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
    )
    return text.encode()


def seal(content) -> str:
    return hashlib.sha256(canonical(content)).hexdigest()


def holds(content, sealed: str) -> bool:
    """Say whether content is still what was sealed."""
    return hmac.compare_digest(seal(content), sealed)
