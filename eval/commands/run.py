"""`crosscheck eval run`: a set asked, in process or over HTTP."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from eval.commands.options import Gates, Json, gates_from, wrong_usage
from service.commands.options import Data
from service.commands.terminal import messages, output, print_json
from service.settings import Settings

if TYPE_CHECKING:
    from eval.asking import Target
    from eval.eval_set import EvalSet

RUNS = Path("runs")
NO_HISTORY = "not sent: a question is asked as it stands"
OVER_HTTP = 4
"""How many questions are under way at once over HTTP; in process one, which uses all cores for itself."""


def run(
    name: Annotated[str, typer.Argument(metavar="SET", help="A folder with questions, or a set that comes along.")],
    data: Data = None,
    url: Annotated[str | None, typer.Option(help="Ask a running service; it must hold the documents.")] = None,
    api_key: Annotated[
        str | None, typer.Option(help="Its key. By default CROSSCHECK_API_KEY.", show_default=False)
    ] = None,
    limit: Annotated[int | None, typer.Option(min=1, help="Only the first questions.")] = None,
    concurrency: Annotated[
        int | None, typer.Option(min=1, max=64, help="Questions at once: 1, over HTTP 4.", show_default=False)
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(help="The run's folder; one that was interrupted is gone on with.", show_default=False),
    ] = None,
    index: Annotated[
        Path | None,
        typer.Option(help="Where to keep the set's index. By default in this user's cache.", show_default=False),
    ] = None,
    without_history: Annotated[
        bool, typer.Option("--without-history", help="Ask follow-ups as they stand, to tell what their history gives.")
    ] = False,
    fail_under: Gates = None,
    json: Json = False,
) -> None:
    """Ask the questions of a set and write the run down. Exit code 1 where a gate was missed or a question failed."""
    from eval.commands.tables import metric_lines, tell_verdicts  # noqa: PLC0415  # help needs none of it
    from eval.eval_set import eval_set  # noqa: PLC0415  # likewise
    from eval.gates import judged_by  # noqa: PLC0415  # likewise
    from eval.report.page import write_report  # noqa: PLC0415  # likewise
    from eval.run_folder import RunFolder  # noqa: PLC0415  # likewise
    from eval.running import write_scores  # noqa: PLC0415  # likewise

    gates = gates_from(fail_under)
    if url and (data or index):
        raise typer.BadParameter("a running service has its own data: leave out --data and --index", param_hint="--url")
    with wrong_usage():
        asked = eval_set(name)
    folder = RunFolder(out or RUNS / f"{asked.name}-{datetime.now(UTC):%Y%m%dT%H%M%S}")
    with _target(asked, data, index, url, api_key) as target:
        config = config_of(asked, limit, "http" if url else "in process", history=not without_history)
        _ask(asked, target, folder, config, concurrency or (OVER_HTTP if url else 1))
    totals = write_scores(asked, folder, gates)
    metrics = totals.metrics() | totals.latency()
    verdicts = judged_by(gates, metrics)
    write_report(folder, totals, verdicts)
    if json:
        print_json(metrics)
    else:
        output().print("\n".join(metric_lines(metrics)), markup=False, soft_wrap=True)
    messages().print(
        f"{totals.questions} questions, {len(totals.failed)} failed: {folder.report}", markup=False, soft_wrap=True
    )
    tell_verdicts(verdicts)
    if totals.failed or not all(verdict.passed for verdict in verdicts):
        raise typer.Exit(1)


def config_of(asked: "EvalSet", limit: int | None, way: str, *, history: bool = True) -> dict[str, Any]:
    """What is asked, of what, by which code; nothing of it depends on the clock."""
    from eval.asking import DEPTH  # noqa: PLC0415  # see above
    from eval.measures.numbers import TOLERANCE  # noqa: PLC0415  # see above
    from eval.provenance import answering_digest, commit, measuring_digest, versions  # noqa: PLC0415  # see above

    return {
        "set": {
            "name": asked.name,
            "questions": min(limit or asked.count, asked.count),
            "of": asked.count,
            "digest": asked.digest,
            "corpus": asked.corpus_digest,
        },
        "asked": way,
        "settings": {
            "model": Settings.read().model,
            "passages_searched": DEPTH,
            "tolerance": TOLERANCE,
            "history": "sent" if history else NO_HISTORY,
        },
        "code": {"answering": answering_digest(), "measuring": measuring_digest()},
        "commit": commit(),
        "versions": versions(),
    }


def _ask(asked: "EvalSet", target: "Target", folder: Any, config: dict[str, Any], threads: int) -> None:  # noqa: ANN401  # imported late
    from eval.commands.progress import progress_of  # noqa: PLC0415  # see above
    from eval.running import ask_all  # noqa: PLC0415  # see above

    try:
        with wrong_usage(), progress_of("asking", config["set"]["questions"]) as advanced:
            history = config["settings"]["history"] != NO_HISTORY
            ask_all(asked, target, folder, config, threads, advanced, history=history)
    except KeyboardInterrupt:
        messages().print(
            f"Interrupted. Go on with the same command and --out {folder.path}", markup=False, soft_wrap=True
        )
        raise typer.Exit(1) from None


@contextmanager
def _target(
    asked: "EvalSet", data: Path | None, index: Path | None, url: str | None, api_key: str | None
) -> Iterator["Target"]:
    if url:
        from eval.over_http import served_at  # noqa: PLC0415  # see above

        with served_at(url, api_key or os.environ.get("CROSSCHECK_API_KEY") or None) as target:
            yield target
        return
    from eval.in_process import opened  # noqa: PLC0415  # see above

    settings = Settings.read(data)
    if data is None and asked.documents is not None:
        settings = _indexed(asked, settings, index)
    with opened(settings) as target:
        yield target


def _indexed(asked: "EvalSet", settings: Settings, index: Path | None) -> Settings:
    from eval.commands.progress import progress_of  # noqa: PLC0415  # see above
    from eval.indexing import index_folder, indexed  # noqa: PLC0415  # see above

    def tell(line: str) -> None:
        messages().print(line, markup=False, soft_wrap=True)

    with wrong_usage(), progress_of("indexing", None) as advanced:
        return indexed(asked, settings, index or index_folder(asked), tell, advanced)
