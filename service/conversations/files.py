"""Whole files of conversations: looked through for what is wrong, and copied."""

from pathlib import Path

from service.conversations.kept import opened


def copy_conversations(source: Path, target: Path) -> int:
    """How many conversations of one file are now in another, new one, with their turns; 0 where there is no file."""
    if not source.exists():
        return 0
    read, written = opened(source, write=False), opened(target, write=True)
    try:
        with read.reading() as found, written.writing() as kept:
            rows = found.rows("SELECT * FROM conversations")
            kept.run_many("INSERT INTO conversations VALUES (?, ?, ?, ?, ?, ?)", rows)
            for row in rows:
                turns = found.rows("SELECT * FROM turns WHERE conversation = ?", row[:1])
                kept.run_many("INSERT INTO turns VALUES (?, ?, ?, ?, ?, ?, ?, ?)", turns)
    finally:
        read.close()
        written.close()
    return len(rows)


def examined(path: Path) -> tuple[int, list[str]]:
    """How many conversations a file holds, and what is wrong with it; StoreUnavailable where it cannot be used."""
    database = opened(path, write=False)
    try:
        with database.reading() as transaction:
            damage = [row[0] for row in transaction.rows("PRAGMA quick_check(3)") if row[0] != "ok"]
            count = transaction.rows("SELECT count(*) FROM conversations")[0][0]
            torn = transaction.rows(
                "SELECT id FROM conversations WHERE turns <> (SELECT count(*) FROM turns WHERE conversation = id)"
            )
    finally:
        database.close()
    return count, [*damage, *(f"turns of conversation {row[0]} are missing" for row in torn[:3])]
