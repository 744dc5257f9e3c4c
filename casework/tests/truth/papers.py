"""Minutes, who has them, and spreadsheets."""

from datetime import date, timedelta

from casework import audit
from casework.choices import MinutesStatus, ReceiptStatus, WorkbookStatus
from casework.models import Minutes, MinutesReceipt, Workbook
from casework.tests.factories import at, put
from casework.tests.truth.entries import Entry
from casework.tests.truth.world import World
from casework.workflows import minutes, receipts, workbooks

NOW = at("2026-12-11 10:00")


def put_minutes(world: World, status: str) -> Minutes:
    if status == MinutesStatus.DRAFT:
        return world.minutes
    return put(
        world.minutes,
        status=status,
        signed_at=NOW,
        signed_by=world.chair,
        content={},
        content_hash="0" * 64,
    )


def put_receipt(world: World, status: str) -> MinutesReceipt:
    """Return a receipt of signed minutes, sent to somebody without an account."""
    signed = minutes.sign(minutes=world.minutes, actor=world.chair, now=NOW)
    receipt = receipts.send(minutes=signed, now=NOW)[0]
    received_at = NOW if status == ReceiptStatus.RECEIVED else None
    return put(receipt, status=status, received_at=received_at)


def put_workbook(world: World, status: str) -> Workbook:
    """Return a spreadsheet; one that is being made has lost its worker."""
    asked = workbooks.ask(
        panel=world.open.panel,
        starts_on=date(2026, 10, 1),
        ends_on=date(2026, 12, 31),
        actor=world.administrator,
        now=NOW,
    )
    begun = NOW - timedelta(hours=1) if status != WorkbookStatus.QUEUED else None
    content = b"x" if status == WorkbookStatus.READY else None
    return put(asked, status=status, begun_at=begun, content=content)


ENTRIES = {
    ("minutes", "edit"): Entry(
        put_minutes,
        lambda world, row, actor: minutes.edit(
            minutes=row, actor=actor, now=NOW, opening="Welcome."
        ),
        lambda world: world.held,
    ),
    ("minutes", "sign"): Entry(
        put_minutes,
        lambda world, row, actor: minutes.sign(minutes=row, actor=actor, now=NOW),
        lambda world: world.held,
    ),
    ("receipt", "acknowledge"): Entry(
        put_receipt,
        lambda world, row, actor: receipts.acknowledge(
            receipt=row, actor=audit.LEAD_PROFESSIONAL, now=NOW
        ),
        lambda world: world.held,
        stays=frozenset({ReceiptStatus.RECEIVED}),
        why="Whoever presses twice has it once.",
    ),
    ("receipt", "record"): Entry(
        put_receipt,
        lambda world, row, actor: receipts.record(
            receipt=row, evidence="They rang us.", actor=actor, now=NOW
        ),
        lambda world: world.held,
    ),
    ("workbook", "begin"): Entry(
        put_workbook,
        lambda world, row, actor: workbooks.begin(workbook=row, now=NOW),
        lambda world: world.open,
    ),
    ("workbook", "finish"): Entry(
        put_workbook,
        lambda world, row, actor: workbooks.finish(workbook=row, content=b"made", now=NOW),
        lambda world: world.open,
    ),
    ("workbook", "fail"): Entry(
        put_workbook,
        lambda world, row, actor: workbooks.fail(workbook=row, fault="ValueError"),
        lambda world: world.open,
    ),
}
