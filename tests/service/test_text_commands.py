import json
import subprocess
import sys
from collections.abc import Callable
from io import BytesIO, TextIOWrapper
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from service.commands.main import main


class Ran(NamedTuple):
    code: int | str | None
    rows: list[dict[str, Any]]
    out: str
    err: str


Run = Callable[..., Ran]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    monkeypatch.setenv("CROSSCHECK_MODEL", "hashing")
    monkeypatch.setenv("COLUMNS", "100")

    def made(*arguments: str | Path, piped: str = "") -> Ran:
        monkeypatch.setattr(sys, "stdin", TextIOWrapper(BytesIO(piped.encode("utf-8", "surrogatepass"))))
        capsys.readouterr()
        with pytest.raises(SystemExit) as left:
            main([str(argument) for argument in arguments])
        out, err = capsys.readouterr()
        return Ran(left.value.code, [json.loads(line) for line in out.splitlines() if line[:1] == "{"], out, err)

    return made


def lines(*rows: object) -> str:
    return "".join(json.dumps(row) + "\n" for row in rows)


TOLL = "The flood killed at least 12 people in Aldmoor on Monday."


def test_figures_are_those_of_answers_with_the_rows_id_and_offsets_into_its_text(run: Run) -> None:
    ran = run("figures", piped=lines({"id": "toll 😀", "text": f"😀 {TOLL}"}))
    assert (ran.code, ran.err) == (0, "")
    (row,) = ran.rows
    assert row["id"] == "toll 😀"
    toll = row["figures"][0]
    assert (
        list(toll)
        == (
            "id document start end text kind low high amount comparator unit dimension currency counted per role holds "
            "modality attribution"
        ).split()
    )
    assert f"😀 {TOLL}"[toll["start"] : toll["end"]] == toll["text"] == "at least 12"
    assert (toll["id"], toll["document"]) == (f"toll 😀#{toll['start']}-{toll['end']}", "toll 😀")
    assert (toll["kind"], toll["low"], toll["high"], toll["comparator"]) == ("count", 12, 12, "at least")


def test_a_relative_date_is_resolved_only_against_the_date_that_the_row_gives(run: Run) -> None:
    text = "The toll rose to 31 on Monday."
    rows = [{"id": 1, "text": text, "published": "2024-08-21"}, {"id": 2, "text": text, "published": None}]
    dated, undated = run("figures", "-", piped=lines(*rows)).rows
    monday = {"start": "2024-08-19", "end": "2024-08-19", "basis": "resolved"}
    assert (dated["id"], dated["figures"][0]["holds"]) == (1, monday)
    assert (undated["id"], undated["figures"][0]["holds"]) == (2, None)


def test_a_bad_line_is_named_by_its_number_and_the_rest_goes_on(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "texts.jsonl"
    bad = [
        '{"id": "a", "text": 5}', "", "no json", "[1]", '{"text": "no id"}',
        '{"id": "b", "text": "", "published": "x"}', "\\",
    ]  # fmt: skip
    file.write_bytes("\n".join([*bad, '{"id": "c", "text": "\\ud800 5 km"}']).encode() + b'\n"\xff"\n')
    ran = run("figures", file)
    assert ran.code == 1
    assert [(row["id"], [one["text"] for one in row["figures"]]) for row in ran.rows] == [("c", ["5 km"])]
    assert ran.err.splitlines() == [
        "line 1: text: met 5, expected text",
        "line 3: broken JSON at column 1 (Expecting value): expected one object a line",
        "line 4: met [1], expected an object",
        "line 5: id: met null, expected a name that is not empty",
        'line 6: published: met "x", expected a date such as 2024-08-18 or 2024',
        "line 7: broken JSON at column 1 (Expecting value): expected one object a line",
        "line 9: not UTF-8 (byte 1 of the line): expected JSON in UTF-8",
    ]


def test_a_file_that_is_not_there_is_named(run: Run, tmp_path: Path) -> None:
    ran = run("figures", tmp_path / "nowhere.jsonl")
    assert (ran.code, ran.out) == (1, "")
    assert "nowhere.jsonl: No such file or directory: expected a file of JSON Lines, or - for a pipe" in ran.err


def test_a_row_is_answered_before_the_next_one_is_read() -> None:
    command = [sys.executable, "-m", "service.commands.main", "figures"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin
        assert process.stdout
        for number in (1, 2):
            process.stdin.write(lines({"id": number, "text": TOLL}))
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["id"] == number
        process.stdin.close()
        assert process.wait(30) == 0


def test_figures_of_texts_need_no_model() -> None:
    program = (
        "import sys; from service.commands.figures import figures_in_row; figures_in_row({'id': 1, 'text': '5 km'}); "
        "print(sorted({'onnxruntime', 'torch', 'faiss', 'tokenizers'} & set(sys.modules)))"
    )
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert ran.stdout == "[]\n"


def test_a_number_beyond_every_float_stays_json(run: Run) -> None:
    ran = run("figures", piped=lines({"id": 1, "text": f"It counted {'9' * 10_000} stars and 12 moons."}))
    assert (ran.code, ran.rows[0]["figures"][-1]["text"]) == (0, "12")


def test_compare_gives_each_pair_with_type_rule_and_offsets(run: Run) -> None:
    a = "At least 12 people were killed by the flood in Aldmoor. The flood cost the town £3 million."
    b = "The flood cost the town £3 million. The flood in Aldmoor killed 9 people."
    (row,) = run("compare", piped=lines({"id": 7, "a": a, "b": b})).rows
    assert row["id"] == 7
    pairs = {pair["measure"]: pair for pair in row["pairs"]}
    assert {pair["type"] for pair in row["pairs"]} == {"contradiction", "compatible"}
    people = pairs["people killed in Aldmoor"]
    assert list(people) == ["a", "b", "measure", "type", "rule", "confidence"]
    assert (people["a"]["text"], people["b"]["text"], people["type"]) == ("At least 12", "9", "contradiction")
    assert all(text[pair[side]["start"] : pair[side]["end"]] == pair[side]["text"]
               for pair in row["pairs"] for side, text in (("a", a), ("b", b)))  # fmt: skip
    assert 0 < people["confidence"] <= 1


def test_figures_that_agree_are_compatible_with_the_reason(run: Run) -> None:
    rule = {"£4.3bn": "equal", "£4,300 million": "equal", "more than £4bn": "bound", "£4bn": "rounding"}
    rows = [{"id": other, "a": "The line cost £4.3bn.", "b": f"The line cost {other}."} for other in rule]
    ran = run("compare", piped=lines(*rows))
    assert {row["id"]: (row["pairs"][0]["type"], row["pairs"][0]["rule"]) for row in ran.rows} == {
        other: ("compatible", expected) for other, expected in rule.items()
    }


def test_dates_of_publication_are_used_only_where_the_row_gives_them(run: Run) -> None:
    texts = {"a": "The toll has risen to 31.", "b": "The toll has risen to 24."}
    undated = run("compare", piped=lines({"id": 1, **texts})).rows[0]["pairs"]
    given = {"published_a": "2024-08-21", "published_b": "2023-02-20"}
    dated = run("compare", piped=lines({"id": 1, **texts, **given})).rows[0]["pairs"]
    assert (undated[0]["type"], dated[0]["type"]) == ("contradiction", "change_over_time")


def test_a_row_without_its_second_text_is_named(run: Run) -> None:
    ran = run("compare", piped=lines({"id": 1, "a": TOLL}, {"id": 2, "a": TOLL, "b": ""}))
    assert (ran.code, ran.err) == (1, "line 1: b: met null, expected text\n")
    assert ran.rows == [{"id": 2, "pairs": []}]


@pytest.fixture
def two(tmp_path: Path) -> tuple[Path, Path]:
    first, second = tmp_path / "courier.txt", tmp_path / "ledger.txt"
    first.write_text("The flood in Aldmoor killed 12 people. It drowned 40 cows.")
    second.write_text("The flood in Aldmoor killed 9 people. It drowned 40 cows.")
    return first, second


def test_two_documents_are_shown_side_by_side_with_what_they_agree_on(run: Run, two: tuple[Path, Path]) -> None:
    ran = run("compare", *two)
    assert (ran.code, ran.err) == (0, "")
    assert "1 figure differs, 1 agree" in ran.out
    assert "people killed in Aldmoor  contradiction" in ran.out
    assert "│ 12 " in ran.out
    assert "│ 9 " in ran.out
    assert ran.out.splitlines()[-2].split() == ["number", "of", "cows", "40", "40", "equal"]


def test_two_documents_are_one_json_object_on_demand(run: Run, two: tuple[Path, Path]) -> None:
    (row,) = run("compare", *two, "--json").rows
    assert row["id"] == f"{two[0]} {two[1]}"
    assert [(pair["a"]["text"], pair["b"]["text"], pair["type"]) for pair in row["pairs"]] == [
        ("40", "40", "compatible"),
        ("12", "9", "contradiction"),
    ]


def test_what_is_no_pair_of_documents_is_refused(run: Run, two: tuple[Path, Path], tmp_path: Path) -> None:
    assert run("compare", two[0], two[0]).code == 2
    assert run("compare", *two, two[0]).code == 2
    ran = run("compare", two[0], tmp_path)
    assert ran.code == 1
    assert "met several documents, expected one" in ran.err
    assert "does not exist" in run("compare", two[0], tmp_path / "nowhere.txt").err
