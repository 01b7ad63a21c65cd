"""The page: measures, distributions, conflicts by type, latency, the worst questions, and how it was made."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from importlib.resources import files
from typing import Any

from eval.gates import Verdict
from eval.measures.catalogue import CONFLICT_TYPES, MEASURES, Measure
from eval.report.plots import histogram, latency_curve
from eval.report.reply import worst_question
from eval.report.worst import worst_of
from eval.run_folder import RunFolder
from eval.totals import BEYOND, NOT_FOUND, Totals

GROUPS: tuple[tuple[str, str], ...] = (
    ("Documents found", ""),
    ("Passages found", "passage."),
    ("Answers", "answer."),
    ("Citations", "citation."),
    ("Refusals", "refusal."),
    ("Conflicts", "conflicts."),
    ("Latency", "latency."),
    ("Failures", "failed."),
)
DRAWN = ("ndcg@10", "recall@10", "passage.ndcg@10", "answer.f1", "answer.words", "conflicts.recall")
FAILED_SHOWN = 20
HEAD = (
    '<thead><tr><th scope="col">measure</th><th scope="col" class="number">value</th>'
    '<th scope="col" class="number">questions</th><th scope="col">what it says</th></tr></thead>\n'
)
POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def write_report(run: RunFolder, totals: Totals, verdicts: Sequence[Verdict]) -> None:
    """report.html in the run's folder."""
    run.report.write_text("".join(page_of(run, totals, verdicts)), "utf-8")


def page_of(run: RunFolder, totals: Totals, verdicts: Sequence[Verdict]) -> Iterator[str]:
    """The page, part by part."""
    config = run.read_config()
    metrics = totals.metrics() | totals.latency()
    name = escape(config["set"]["name"])
    style = files("eval.report").joinpath("report.css").read_text("utf-8")
    yield (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n'
        f"<title>{name}: {totals.questions} questions</title>\n<style>\n{style}</style>\n</head>\n<body>\n"
    )
    yield from _header(config, totals, verdicts)
    yield "<main>\n"
    yield from _measures(metrics, totals)
    yield from _plots(totals)
    yield from _confusion(totals.confusion)
    yield from _worst(run)
    yield f"<section><h2>How it was made</h2>\n<pre>{escape(json.dumps(config, indent=2))}</pre></section>\n"
    yield "</main>\n</body>\n</html>\n"


def _header(config: Mapping[str, Any], totals: Totals, verdicts: Sequence[Verdict]) -> Iterator[str]:
    asked, of = config["set"], config["set"]["of"]
    yield f"<header>\n<h1>{escape(asked['name'])}</h1>\n<p>{totals.questions} of {of} questions, asked "
    yield f"{escape(config['asked'])}, code {escape(config['commit'] or 'of no commit')}. "
    yield f"{len(totals.failed)} failed.</p>\n"
    if totals.failed:
        more = " …" if len(totals.failed) > FAILED_SHOWN else ""
        yield f'<p class="bad">Failed: {escape(", ".join(totals.failed[:FAILED_SHOWN]))}{more}</p>\n'
    for verdict in verdicts:
        kind, told = ("good", "passed") if verdict.passed else ("bad", "missed")
        yield f'<p class="{kind}">Gate {escape(verdict.gate.written)} {told}: {escape(verdict.told)}.</p>\n'
    yield "</header>\n"


def _measures(metrics: Mapping[str, float], totals: Totals) -> Iterator[str]:
    yield "<section><h2>Measures</h2>\n"
    for title, prefix in GROUPS:
        of_group = [measure for name, measure in MEASURES.items() if _group_of(name) == prefix]
        yield f"<h3>{title}</h3>\n"
        if any(measure.name in metrics for measure in of_group):
            yield f"<table>\n{HEAD}<tbody>\n"
            yield from (_measure_row(measure, metrics, totals) for measure in of_group)
            yield "</tbody></table>\n"
        else:
            yield f"<p>Not measured: {escape(of_group[0].absent)}.</p>\n"
    yield "</section>\n"


def _group_of(name: str) -> str:
    prefix = name.partition(".")[0] + "."
    return prefix if any(prefix == known for _, known in GROUPS) else ""


def _measure_row(measure: Measure, metrics: Mapping[str, float], totals: Totals) -> str:
    value, counted, said = "–", "–", f"not measured: {measure.absent}"
    if measure.name in metrics:
        value, counted = f"{metrics[measure.name]:,.4g}", f"{totals.counted(measure.name):,}"
        said = measure.means + (" (lower is better)" if measure.better == "lower" else "")
    return (
        f'<tr><th scope="row">{measure.name}</th><td class="number">{value}</td><td class="number">{counted}</td>'
        f"<td>{escape(said)}</td></tr>\n"
    )


def _plots(totals: Totals) -> Iterator[str]:
    drawn = [
        histogram(name, values, MEASURES[name].means, is_share=name != "answer.words")
        for name in DRAWN
        if len(values := totals.values.get(name, ())) > 1
    ]
    yield f'<section><h2>Distributions</h2>\n<div class="plots">\n{"".join(map(_figure, drawn))}</div>\n'
    yield "" if drawn else "<p>Nothing was measured on more than one question.</p>\n"
    yield "</section>\n<section><h2>Latency</h2>\n"
    if totals.milliseconds:
        percentiles = [(name.removeprefix("latency."), value) for name, value in totals.latency().items()]
        yield _figure(latency_curve(totals.milliseconds, percentiles))
    else:
        yield "<p>No question was answered.</p>\n"
    yield "</section>\n"


def _figure(drawn: str) -> str:
    return f"<figure>{drawn}</figure>\n"


def _confusion(counts: Counter[tuple[str, str]]) -> Iterator[str]:
    """Wanted types down, given types across; a shade says how many."""
    yield "<section><h2>Conflicts by type</h2>\n"
    if not counts:
        yield "<p>No conflict was wanted, and none beyond the gold was shown.</p></section>\n"
        return
    across, most = (*CONFLICT_TYPES, NOT_FOUND), max(counts.values())
    head = "".join(f'<th scope="col">{_spaced(kind)}</th>' for kind in across)
    yield '<div class="wide"><table class="confusion"><caption>Wanted (down) and given (across)</caption>\n'
    yield f"<thead><tr><td></td>{head}</tr></thead>\n<tbody>"
    for wanted in (*CONFLICT_TYPES, BEYOND):
        cells = "".join(_cell(counts[wanted, given], most, wanted == given) for given in across)
        yield f'<tr><th scope="row">{_spaced(wanted)}</th>{cells}</tr>\n'
    yield "</tbody></table></div></section>\n"


def _cell(count: int, most: int, is_right: bool) -> str:  # noqa: FBT001  # one of a row of cells
    kind = "right" if is_right else "wrong"
    return f'<td class="{kind}" style="--share:{count / most:.2f}">{count or ""}</td>'


def _spaced(kind: str) -> str:
    return kind.replace("_", " ")


def _worst(run: RunFolder) -> Iterator[str]:
    worst = worst_of(run)
    yield "<section><h2>The worst questions</h2>\n"
    yield "<p>By the mean of what was measured of each: documents, answer, citations, refusal, conflicts.</p>\n"
    yield from map(worst_question, worst)
    yield "" if worst else "<p>None has a measure.</p>\n"
    yield "</section>\n"
