import json
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.documents import Document, Known, PartialDate
from corpus.loading import Unread, read_documents
from eval.shared import SHARED, missing

PROSE = "The harbour opened on Monday. It cost $4.5 million, the mayor said.\n"


def documents(*paths: Path) -> list[Document]:
    found = list(read_documents(paths))
    assert not [source for source in found if isinstance(source, Unread)]
    return [source for source in found if isinstance(source, Document)]


def ids(*paths: Path) -> list[str]:
    return [document.id for document in documents(*paths)]


def reasons(*paths: Path, max_bytes: int = 10_000) -> list[tuple[str, int | None, str]]:
    found = read_documents(paths, max_bytes)
    return [(Path(source.path).name, source.line, source.reason) for source in found if isinstance(source, Unread)]


def write(folder: Path, files: dict[str, str | bytes]) -> Path:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def test_a_folder_is_read_with_its_subfolders_in_order_of_names_and_without_hidden_files(tmp_path: Path) -> None:
    names = ["b.txt", "a/z.TXT", "a/b/c.md", ".hidden.txt", ".git/x.txt", "a.txt"]
    assert ids(write(tmp_path, dict.fromkeys(names, PROSE))) == ["a/b/c.md", "a/z.TXT", "a.txt", "b.txt"]


def test_a_file_given_by_itself_is_called_by_its_name(tmp_path: Path) -> None:
    assert ids(write(tmp_path, {"deep/port.txt": PROSE}) / "deep/port.txt") == ["port.txt"]


def test_where_two_folders_use_one_name_the_later_has_its_folder_in_front(tmp_path: Path) -> None:
    write(tmp_path, {"old/port.txt": PROSE, "old/mole.txt": PROSE, "new/port.txt": PROSE, "new/quay.txt": PROSE})
    assert ids(tmp_path / "old", tmp_path / "new") == ["mole.txt", "port.txt", "new/port.txt", "quay.txt"]
    assert ids(tmp_path / "new", tmp_path / "old") == ["port.txt", "quay.txt", "mole.txt", "old/port.txt"]


def test_where_two_folders_of_one_name_clash_thrice_they_are_numbered(tmp_path: Path) -> None:
    write(tmp_path, {f"{place}/news/port.txt": PROSE for place in "abc"})
    folders = [tmp_path / place / "news" for place in "abc"]
    assert ids(*folders) == ["port.txt", "news/port.txt", "news-2/port.txt"]


def test_an_id_with_a_prefix_is_never_that_of_a_file_of_this_path(tmp_path: Path) -> None:
    write(tmp_path, {"a/port.txt": PROSE, "b/port.txt": PROSE, "b/b/port.txt": PROSE})
    assert ids(tmp_path / "a", tmp_path / "b") == ["port.txt", "b/port.txt", "b-2/port.txt"]


def test_records_of_two_beir_files_that_clash_have_the_file_or_its_set_in_front(tmp_path: Path) -> None:
    record = json.dumps({"_id": "1", "text": PROSE})
    write(
        tmp_path, {"notes.jsonl": record, "wires.jsonl": record, "sea/corpus.jsonl": record, "sky/corpus.jsonl": record}
    )
    assert ids(tmp_path) == ["1", "sea/1", "sky/1", "wires/1"]


def test_a_file_that_is_given_twice_is_read_once(tmp_path: Path) -> None:
    write(tmp_path, {"a/port.txt": PROSE})
    assert ids(tmp_path / "a", tmp_path / "a/port.txt", tmp_path / "a" / ".." / "a") == ["port.txt"]


def test_a_link_to_a_folder_is_followed_only_where_it_is_given(tmp_path: Path) -> None:
    write(tmp_path, {"a/port.txt": PROSE})
    (tmp_path / "a/loop").symlink_to(tmp_path / "a", target_is_directory=True)
    reason = "a link to a folder, which may lead in a circle: give that folder itself"
    assert reasons(tmp_path / "a") == [("loop", None, reason)]
    (tmp_path / "link").symlink_to(tmp_path / "a", target_is_directory=True)
    assert [source.id for source in read_documents([tmp_path / "link"]) if isinstance(source, Document)] == ["port.txt"]


def test_what_cannot_be_read_is_named_with_its_reason_and_the_rest_goes_on(tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            "binary.txt": b"\x7fELF\0\0",
            "blank.txt": " \n",
            "coded.txt": b"caf\x81",
            "data.csv": "1,2",
            "empty.txt": "",
            "good.txt": PROSE,
            "large.txt": "a" * 10_001,
            "noname": PROSE,
        },
    )
    assert [type(source).__name__ for source in read_documents([tmp_path])].count("Document") == 2
    assert reasons(tmp_path) == [
        ("binary.txt", None, "binary content (NUL bytes): expected text in UTF-8, UTF-16 or cp1252"),
        ("blank.txt", None, "the file holds only white space: expected text"),
        ("coded.txt", None, "neither UTF-8 (byte 0x81 at position 3 is none of it) nor cp1252: save it as UTF-8"),
        ("data.csv", None, "unknown format .csv: expected .txt, .md, .html or .jsonl"),
        ("empty.txt", None, "the file is empty: expected text"),
        ("large.txt", None, "larger than 10,000 bytes, the limit: split it, or raise the setting file_bytes"),
        ("noname", None, "unknown format (no suffix): expected .txt, .md, .html or .jsonl"),
    ]


def test_a_path_that_does_not_exist_an_empty_folder_a_pipe_and_a_nul_are_named(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "dangling.txt").symlink_to(tmp_path / "nowhere")
    assert reasons(tmp_path / "none.txt", tmp_path / "empty", tmp_path / "pipe.txt", tmp_path / "dangling.txt") == [
        ("none.txt", None, "does not exist: expected a file or a folder"),
        ("empty", None, "the folder holds no files: expected .txt, .md, .html or .jsonl"),
        ("pipe.txt", None, "neither a file nor a folder: expected one of them"),
        ("dangling.txt", None, "does not exist: expected a file or a folder"),
    ]
    assert [reason[2] for reason in reasons(Path("a\0b.txt"))] == ["embedded null byte"]


@pytest.fixture
def forbidden() -> Iterator[Path]:
    """A folder with a file and a folder that may not be read, as a user whom permissions bind."""
    with tempfile.TemporaryDirectory() as name:
        folder = write(Path(name), {"closed.txt": PROSE, "closed/port.txt": PROSE, "open.txt": PROSE})
        folder.chmod(0o755)
        (folder / "closed.txt").chmod(0)
        (folder / "closed").chmod(0)
        user = os.geteuid()
        if user == 0:
            os.seteuid(65534)
        yield folder
        os.seteuid(user)
        (folder / "closed").chmod(0o755)


def test_what_may_not_be_read_is_named_and_the_rest_goes_on(forbidden: Path) -> None:
    reason = "no permission to read it: allow it, or leave it out"
    assert reasons(forbidden) == [("closed", None, reason), ("closed.txt", None, reason)]
    assert [source.id for source in read_documents([forbidden]) if isinstance(source, Document)] == ["open.txt"]


def test_a_name_that_is_not_utf8_gets_an_id_that_is(tmp_path: Path) -> None:
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.txt")).write_text(PROSE)
    assert ids(tmp_path) == ["caf\ufffd.txt"]


def test_broken_records_are_named_by_their_line_and_the_others_are_read(tmp_path: Path) -> None:
    lines = [
        json.dumps({"_id": "first", "text": "One."}),
        '{"_id": "cut',
        "",
        json.dumps({"text": "No name."}),
        json.dumps({"_id": "empty", "text": " "}),
        json.dumps(["a"]),
        json.dumps({"_id": "late", "text": "Two.", "metadata": {"published": "2014-02-30"}}),
        json.dumps({"_id": "odd", "text": "Two.", "metadata": {"publisher": ["A", "B"]}}),
        json.dumps({"_id": "first", "text": "Again."}),
        json.dumps({"_id": "long", "text": "a" * 10_000}),
        '{"_id": "deep", "text": ' + "[" * 4000,
        json.dumps({"_id": "last", "text": "Three."}),
    ]
    write(tmp_path, {"notes.jsonl": "\n".join(lines)})
    assert [source.id for source in read_documents([tmp_path], 10_000) if isinstance(source, Document)] == [
        "first",
        "last",
    ]
    assert [reason[1:] for reason in reasons(tmp_path)] == [
        (2, "broken JSON at column 9 (Unterminated string starting at): expected one object a line"),
        (4, "_id: met null, expected a name that is not empty"),
        (5, 'text: met " ", expected text that is not empty'),
        (6, 'met ["a"], expected an object with _id and text'),
        (7, 'published: met "2014-02-30", expected a date such as 2024-08-18, 2024-08, 2024 or 18 August 2024'),
        (8, "publisher: met a list, expected text"),
        (9, 'the id "first" was already read from here: expected one document an id'),
        (10, "a line of more than 10,000 bytes, the limit: split it, or raise the setting file_bytes"),
        (11, "JSON nested too deeply: expected one object a line"),
    ]  # fmt: skip


def test_a_file_of_records_of_another_kind_is_named_once(tmp_path: Path) -> None:
    write(tmp_path, {"gold.jsonl": '\n{"question": "Who?"}\n' * 12, "short.jsonl": '{"question": "Who?"}\n' * 2})
    reason = "_id: met null, expected a name that is not empty"
    assert reasons(tmp_path) == [
        ("gold.jsonl", 2, f"{reason}; as in the next 10 records: the file is left out"),
        ("short.jsonl", 1, reason),
        ("short.jsonl", 2, reason),
    ]


def test_a_broken_record_says_where_it_stands(tmp_path: Path) -> None:
    write(tmp_path, {"notes.jsonl": "{}\n"})
    [unread] = read_documents([tmp_path])
    assert isinstance(unread, Unread)
    assert unread.source == f"{tmp_path}/notes.jsonl:1"


def test_record_files_that_are_binary_empty_or_questions_are_named_once(tmp_path: Path) -> None:
    record = json.dumps({"_id": "1", "text": PROSE})
    wide = record.encode("utf-16")
    write(tmp_path, {"corpus.jsonl": record, "empty.jsonl": "", "queries.jsonl": record, "wide.jsonl": wide})
    assert reasons(tmp_path) == [
        ("empty.jsonl", None, "the file is empty: expected one JSON object a line"),
        ("queries.jsonl", None, "the questions of a BEIR set: its documents are in corpus.jsonl"),
        ("wide.jsonl", None, "binary content (NUL bytes): expected JSON in UTF-8, one object a line"),
    ]


def test_a_lone_surrogate_is_replaced_one_for_one_so_that_offsets_hold(tmp_path: Path) -> None:
    write(
        tmp_path, {"notes.jsonl": '{"_id": "a\\ud800", "title": "T\\udfff", "text": "One \\ud800 two \\ud83d\\ude00."}'}
    )
    [document] = documents(tmp_path)
    assert (document.id, document.title, document.text) == (
        "a\ufffd", Known("T\ufffd", "given", "BEIR record"), "One \ufffd two \U0001f600.",
    )  # fmt: skip


def test_what_is_not_given_is_inferred_and_says_from_what(tmp_path: Path) -> None:
    record = {
        "_id": "1",
        "text": f"Harbour opens\n\n{PROSE}",
        "metadata": {"url": "https://www.sea.example/2014/03/05/port"},
    }
    [document] = documents(write(tmp_path, {"notes.jsonl": json.dumps(record)}))
    assert document.title == Known("Harbour opens", "inferred", "first line")
    assert document.publisher == Known("sea.example", "inferred", "host of the url")
    assert document.published == Known(PartialDate(2014, 3, 5), "inferred", "url")


@pytest.mark.parametrize("url", ["http://[", "no url", "https://sea.example/2014/13/45/x"])
def test_an_odd_url_is_kept_and_nothing_is_inferred_of_its_date(tmp_path: Path, url: str) -> None:
    record = {"_id": "1", "text": PROSE, "metadata": {"url": url}}
    [document] = documents(write(tmp_path, {"notes.jsonl": json.dumps(record)}))
    assert (document.url, document.published) == (url, None)


def test_the_seeds_are_read_with_the_titles_that_a_reader_would_give_them() -> None:
    if reason := missing("seeds"):
        pytest.skip(reason)
    folder = SHARED / "seeds"
    titles = [document.title.value for document in documents(folder) if document.title]
    assert [title.split(":")[0] for title in titles] == ["Putin visits Baku", "Global Insights"]
