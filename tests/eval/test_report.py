"""The page of a run: what it shows, and that it needs nothing from outside."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from eval.asking import Target
from eval.eval_set import read_eval_set
from eval.gates import gates_of, judged_by
from eval.report.page import write_report
from eval.report.worst import worst_of
from eval.run_folder import RunFolder
from tests.eval.test_running import ran
from tests.eval.towns_set import TARGET, refusing, towns_set


class Parts(HTMLParser):
    """The elements of a page, their ids, and whatever an element would fetch."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.ids: list[str] = []
        self.fetched: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        for name, value in attrs:
            if name == "id":
                self.ids.append(value or "")
            if name in {"src", "srcset", "href", "xlink:href", "data", "action", "poster"}:
                self.fetched += [value or ""] if not (value or "").startswith("#") else []


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> RunFolder:
    folder = tmp_path_factory.mktemp("reported")
    asked = read_eval_set(towns_set(folder, 30))
    totals = ran(asked, folder / "run", Target(refusing, TARGET.search, TARGET.read))
    made = RunFolder(folder / "run")
    write_report(made, totals, judged_by(gates_of(["mrr=0.9", "hit@5=0.1"]), totals.metrics()))
    return made


@pytest.fixture(scope="module")
def page(run: RunFolder) -> str:
    return run.report.read_text("utf-8")


def test_the_page_fetches_nothing_and_may_not(page: str) -> None:
    parts = Parts()
    parts.feed(page)
    assert parts.fetched == []
    assert not {"script", "link", "img", "iframe", "object"} & set(parts.tags)
    assert not re.search(r"@import|url\((?!#)|https?://", page)
    assert "default-src 'none'" in page


def test_every_plot_is_text_and_lines_with_ids_of_its_own(page: str) -> None:
    parts = Parts()
    parts.feed(page)
    assert parts.tags.count("svg") == 6
    assert len(parts.ids) == len(set(parts.ids))
    assert "currentColor" in page
    assert "#010203" not in page


def test_the_page_shows_measures_gates_and_why_something_was_not_measured(page: str) -> None:
    assert '<th scope="row">mrr</th><td class="number">0.4375</td>' in page
    assert "Gate mrr=0.9 missed" in page
    assert "Gate hit@5=0.1 passed" in page
    assert "not measured: no question says which conflicts to find" in page
    assert not re.search(r"\bnan\b", page, re.IGNORECASE)


def test_the_ten_worst_are_told_with_what_was_returned_failed_ones_first(run: RunFolder, page: str) -> None:
    worst = [one.reply["id"] for one in worst_of(run)]
    assert len(worst) == 10
    assert worst[:3] == ["q2", "q12", "q22"]
    assert page.count("<details>") == 10
    assert "Failed: too much about Corrie" in page
    assert "Known answers:</b> 1000 tonnes" in page


def test_what_sources_say_is_text_on_the_page_and_nothing_else(tmp_path: Path) -> None:
    folder = towns_set(tmp_path, 2)
    rows = (
        (folder / "questions.jsonl").read_text("utf-8").replace("How much did", "<script>alert(1)</script> & how did")
    )
    (folder / "questions.jsonl").write_text(rows, "utf-8")
    totals = ran(read_eval_set(folder), tmp_path / "run")
    write_report(RunFolder(tmp_path / "run"), totals, [])
    page = (tmp_path / "run" / "report.html").read_text("utf-8")
    assert "<script>" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; how did" in page
