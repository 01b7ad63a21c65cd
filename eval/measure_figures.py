"""Every number that figures and conflicts are held to, in one table: `make measure-figures`.

The development sets are in the folder that CROSSCHECK_SHARED names; without it only what the project itself holds is
measured.
"""

import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from eval import date_extraction, extraction, judged, news, pairs, ramdocs, rte, wild
from eval.benchmarks.adding import DOCUMENTS, documents_in, staged
from eval.cases import case_in
from eval.extraction_sets import SETS
from eval.figure_costs import sentences_per_second, share_of_asks
from eval.judged import shares_of
from eval.pairing_judged import judged_cases, read_judgements
from eval.pairing_scores import cosine_score, ranking_of, shipped_score, vectors_of
from eval.sample import SAMPLE, answers_of, report_on
from eval.shared import SHARED, missing
from eval.stories import story_pairs
from index.embedders import embedder_named
from index.embedding import Embedder

REWORDINGS = Path(__file__).parent.parent / "tests" / "rewordings"
SEED_QUESTION = "why did Putin visit Baku?"


@dataclass(frozen=True, slots=True)
class Row:
    """One number, and what it is held to; `met` None where nothing is asked of it."""

    what: str
    value: str
    target: str = ""
    met: bool | None = None


@dataclass(frozen=True, slots=True)
class Measured:
    """What the sections measure on and with."""

    shared: Path | None
    embedder: Embedder

    def data(self, name: str) -> Path:
        """A development set's folder."""
        assert self.shared is not None
        return self.shared / "data" / name


def at_least(what: str, value: float, target: float, digits: int = 3) -> Row:
    """A number that must reach its target."""
    return Row(what, f"{value:,.{digits}f}", f"≥ {target:,.{digits if digits == 0 else 2}f}", value >= target)


def share(what: str, part: int, whole: int, target: float, *, most: bool = False) -> Row:
    """Some of several, as a share that must be at least, or at most, the target; of none, the target is met."""
    reached = part / whole if whole else float(not most)
    met = reached <= target if most else reached >= target
    return Row(what, f"{reached:.3f} ({part} of {whole})", f"{'≤' if most else '≥'} {target:.2f}", met)


def at_most(what: str, value: float, target: float, shown: str) -> Row:
    """A number that must not exceed its target."""
    return Row(what, shown, f"≤ {target:g}", value <= target)


QUANTITIES = {
    "currency": ("value and unit F1", 0.85), "numbers": ("value F1", 0.90), "percentages": ("value F1", 0.90),
    "ranges": ("value F1", 0.90), "quantulum3": ("value and unit F1", 0.75),
}  # fmt: skip
"""What is asked of each public set; of the others nothing is."""
LEFT_OUT = 0.15


def extraction_rows(measured: Measured) -> Iterator[Row]:
    """Quantities on public sets."""
    assert measured.shared is not None
    for name, cases in SETS.items():
        result = extraction.measure(name, cases(measured.shared))
        what, target = QUANTITIES.get(name, ("value and unit F1", 0.0))
        f1 = result.value.f1 if what == "value F1" else result.unit.f1
        yield at_least(f"{name}: {what}", f1, target) if target else Row(f"{name}: {what}", f"{f1:.3f}")
        if result.left_out:
            yield share(f"{name}: left out", len(result.left_out), result.cases, LEFT_OUT, most=True)


def time_rows(measured: Measured) -> Iterator[Row]:
    """Dates, periods, durations, ordinals and ages on public sets."""
    assert measured.shared is not None
    for name, kind in date_extraction.SETS.items():
        result = date_extraction.measure(name, kind, measured.shared)
        what, target = kind.target.split()
        tally = result.span if what == "span" else result.value
        yield at_least(f"{name}: {what} F1", tally.f1, float(target))
        if result.left_out:
            total = result.cases + len(result.left_out)
            yield share(f"{name}: left out", len(result.left_out), total, LEFT_OUT, most=True)


NEWS = (("value", 0.88), ("comparator", 0.85), ("unit", 0.75))


def news_rows(_: Measured) -> Iterator[Row]:
    """News sentences of our own invention: value alone, with its comparator, with its unit."""
    for path in news.sets_in(news.SENTENCES):
        scores, _results = news.measure(path)
        for name, target in NEWS:
            what = "value" if name == "value" else f"value and {name}"
            yield at_least(f"{path.stem.replace('_', ' ')}: {what} F1", getattr(scores, name).f1, target)


def pair_rows(measured: Measured) -> Iterator[Row]:
    """Sentence pairs with their right type."""
    assert measured.shared is not None
    report = pairs.measure(measured.shared / "gold" / "pairs.jsonl", measured.embedder)
    yield share("sentence pairs typed right", len(report.right), len(report.right) + len(report.wrong), 1.0)


def planted_rows(measured: Measured) -> Iterator[Row]:
    """The seeds, the sample and the rewordings, asked of the whole service."""
    if measured.shared is not None:
        yield planted_row("seeds", [measured.shared])
    yield planted_row("sample", [SAMPLE])
    for name in ("development", "held_out"):
        folders = sorted(question.parent for question in (REWORDINGS / name).glob("*/question.txt"))
        yield planted_row(f"rewordings, {name.replace('_', ' ')}", folders)


def planted_row(what: str, folders: Sequence[Path]) -> Row:
    """How many of the planted conflicts were found with a right type, in how many sets nothing was wrong."""
    cases = [case_in(folder, SEED_QUESTION) for folder in folders]
    reports = [report_on(case, *answers_of(case)) for case in cases]
    found, gold = sum(len(one.judgement.found) for one in reports), sum(one.gold for one in reports)
    forbidden, beyond = (sum(len(getattr(one.judgement, kind)) for one in reports) for kind in ("forbidden", "beyond"))
    value = f"{found} of {gold}, {forbidden} forbidden, {beyond} beyond"
    passed = [one.passed for one in reports]
    return Row(f"{what}: {sum(passed)} of {len(passed)} sets right", value, "all, none, ≤ 1", all(passed))


def ramdocs_rows(measured: Measured) -> Iterator[Row]:
    """Questions with right and wrong answers and namesakes, each over its own documents."""
    report = ramdocs.summed(ramdocs.measure(measured.data("ramdocs"), measured.embedder))
    yield share("numeric clash found as contradiction", report.contradicted, report.clashes, 0.80)
    yield share("one answer, contradicted", report.one_answer_contradicted, report.one_answer, 0.05, most=True)
    numeric = report.one_answer_numeric
    yield share("  of those answered by a figure", report.one_answer_contradicted, numeric, 0.05, most=True)
    yield share("namesakes apart", report.namesakes_apart, report.namesakes, 0.70)
    beyond = report.beyond / report.questions
    yield at_most("rows beyond the gold, a question", beyond, 2, f"{beyond:.2f}")


def rte_rows(measured: Measured) -> Iterator[Row]:
    """Text pairs of newswire with numbers."""
    report = rte.measure(measured.data("rte3_dev") / "pairs.jsonl", measured.embedder)
    yield share("figure conflicts flagged", len(report.found), len(report.found) + len(report.missed), 0.60)
    alarms, others = len(report.false_alarms), len(report.false_alarms) + len(report.passed)
    yield at_most("other pairs flagged", alarms, 8, f"{alarms} of {others}")


def wild_rows(measured: Measured) -> Iterator[Row]:
    """The surest conflicts of crawled articles, by the recorded judgements of those that are still among them."""
    documents = wild.documents_in(measured.data("realtimeqa_2022") / "corpus.jsonl")
    for half in wild.halves_of(story_pairs(documents, measured.embedder), measured.embedder):
        shares = shares_of(half.still)
        yield share(f"{half.name}: of the same measure", shares.same_measure, shares.judged, 0.50)
        right, of = shares.contradictions_right, shares.contradictions
        yield share(f"{half.name}: contradictions right", right, of, 0.70)
        then = shares_of(half.judged)
        yield Row(f"{half.name}: the same, as they were judged", f"{then.same_measure} of {then.judged}")
        yield Row(f"{half.name}: unjudged among the surest", str(half.unjudged))
    for path in judged.fifties():
        then = shares_of(judged.read_judgements(path))
        yield Row(f"{path.stem}, as judged: of the same measure", f"{then.same_measure} of {then.judged}")
        yield Row("  contradictions right", f"{then.contradictions_right} of {then.contradictions}")


SAME_MEASURE, SAME_MEASURE_HARD = 0.80, 0.75
"""Accuracy at 1 that is strived for within one story: of all cases, and with a rival in the same sentence."""


def same_measure_rows(measured: Measured) -> Iterator[Row]:
    """Cases of one measure that were read one by one, of stories held out: vectors alone, shipped weights."""
    documents = wild.documents_in(measured.data("realtimeqa_2022") / "corpus.jsonl")
    cases = judged_cases(read_judgements(), {document.id: document for document in documents})
    yield Row("labels right", f"{cases.labels_right} of {cases.judgements}")
    yield Row("  of these not found", str(len(cases.not_found)))
    vectors = vectors_of(cases.cases, measured.embedder)
    shipped = shipped_score(vectors)
    for name, score, competing in (
        ("vectors alone", cosine_score(vectors), False),
        ("shipped weights", shipped, False),
        ("shipped, competing", shipped, True),
    ):
        ranking = ranking_of([(case, score) for case in cases.cases], competing=competing)
        yield Row(f"{name}: accuracy at 1", f"{ranking.accuracy:.3f} of {ranking.cases}", f"({SAME_MEASURE:.2f})")
        hard = f"{ranking.accuracy_in_one_sentence:.3f} of {ranking.in_one_sentence}"
        yield Row("  with a rival in the same sentence", hard, f"({SAME_MEASURE_HARD:.2f})")


def cost_rows(measured: Measured) -> Iterator[Row]:
    """Speed of the extractor, and what figures cost an ask and an addition."""
    sample = SAMPLE / "documents"
    documents = documents_in(sample, DOCUMENTS)
    spoken = (
        documents_in(measured.data("realtimeqa_2022") / "corpus.jsonl", DOCUMENTS) if measured.shared else documents
    )
    what = "sentences of news a second, one core" if measured.shared else "sentences of the sample a second, one core"
    yield at_least(what, sentences_per_second(spoken), 2000, digits=0)
    part = share_of_asks(documents, case_in(SAMPLE).questions, measured.embedder)
    yield Row("comparing, as a share of an ask", f"{part:.2f}")
    for name, with_figures in (("with", True), ("without", False)):
        costs = staged(sample, DOCUMENTS, measured.embedder, with_figures=with_figures)
        yield Row(f"adding a document {name} figures", f"{1000 * costs.whole_s / costs.documents:.1f} ms")


Section = tuple[str, bool, Callable[[Measured], Iterator[Row]]]
SECTIONS: tuple[Section, ...] = (
    ("Quantities, public sets", True, extraction_rows),
    ("Times, public sets", True, time_rows),
    ("News sentences", False, news_rows),
    ("Sentence pairs", True, pair_rows),
    ("Planted documents", False, planted_rows),
    ("RAMDocs", True, ramdocs_rows),
    ("RTE-3", True, rte_rows),
    ("Same measure", True, same_measure_rows),
    ("In the wild", True, wild_rows),
    ("Cost", False, cost_rows),
)
"""Title, whether the shared development sets are needed, and what is measured."""


def line_of(row: Row) -> str:
    """One line of the table."""
    mark = {True: "ok", False: "MISSED", None: ""}[row.met]
    return f"  {row.what:<46}{row.value:<36}{row.target:<16}{mark}".rstrip()


def print_table(sections: Sequence[Section], measured: Measured) -> bool:
    """Prints each section as it is measured; whether every target was met."""
    met = True
    for title, needs_shared, rows in sections:
        if needs_shared and measured.shared is None:
            print(f"{title}: not measured, no development sets: set CROSSCHECK_SHARED")
            continue
        print(title)
        for row in rows(measured):
            met = met and row.met is not False
            print(line_of(row), flush=True)
    return met


def main() -> int:
    """0 where every target was met."""
    measured = Measured(None if missing("data") else SHARED, embedder_named())
    return 0 if print_table(SECTIONS, measured) else 1


if __name__ == "__main__":
    sys.exit(main())
