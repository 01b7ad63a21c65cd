"""`crosscheck eval compare`: two runs of one set against each other."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from eval.commands.options import Gates, Json, gates_from, wrong_usage
from service.commands.terminal import messages, output, print_json

if TYPE_CHECKING:
    from eval.comparison import Change, Comparison

QUESTIONS_SHOWN = 3
WIDTHS = ("<40", ">8", ">8", ">9", ">20", ">6", ">8", "<10")


def compare(
    a: Annotated[Path, typer.Argument(metavar="A", help="The folder of a run: what was.")],
    b: Annotated[Path, typer.Argument(metavar="B", help="The folder of another: what is.")],
    measure: Annotated[
        list[str] | None, typer.Option(help="Test only this measure; repeat for more.", show_default=False)
    ] = None,
    common: Annotated[bool, typer.Option("--common", help="Where sets differ, compare the questions of both.")] = False,
    fail_under: Gates = None,
    json: Json = False,
) -> None:
    """Compare two runs. Exit code 1 where a measure fell significantly, or B misses a gate."""
    from eval.commands.tables import tell_verdicts  # noqa: PLC0415  # help needs none of it
    from eval.comparison import compared  # noqa: PLC0415  # likewise
    from eval.gates import judged_by  # noqa: PLC0415  # likewise
    from eval.measures.catalogue import MEASURES  # noqa: PLC0415  # likewise
    from eval.run_folder import RunFolder  # noqa: PLC0415  # likewise

    gates = gates_from(fail_under)
    unknown = [name for name in measure or () if name not in MEASURES]
    if unknown:
        raise typer.BadParameter(f"there is no measure {unknown[0]!r}: expected one of {', '.join(MEASURES)}")
    with wrong_usage():
        comparison = compared(RunFolder(a), RunFolder(b), in_common=common, only=measure or ())
        verdicts = judged_by(gates, RunFolder(b).read_metrics())
    if json:
        print_json(comparison)
    else:
        _print(comparison)
    tell_verdicts(verdicts)
    if comparison.worse or not all(verdict.passed for verdict in verdicts):
        raise typer.Exit(1)


def _print(comparison: "Comparison") -> None:
    output().print(
        _line("measure", "A", "B", "B - A", "95% interval", "p", "won/lost", ""), markup=False, soft_wrap=True
    )
    for change in comparison.changes:
        style = {"better": "green", "worse": "red"}.get(change.verdict)
        output().print(_line(*_cells(change)), style=style, markup=False, soft_wrap=True)
    for change in comparison.changes:
        for told, questions in (("won", change.won), ("lost", change.lost)):
            if change.verdict in {"better", "worse"} and questions:
                shown = ", ".join(questions[:QUESTIONS_SHOWN])
                more = f" and {len(questions) - QUESTIONS_SHOWN} more" if len(questions) > QUESTIONS_SHOWN else ""
                output().print(f"{change.name} {told}: {shown}{more}", markup=False, soft_wrap=True)
    left_out = f", {comparison.left_out} left out that only one of them has" if comparison.left_out else ""
    messages().print(
        f"{comparison.questions} questions of both runs{left_out}; p is adjusted for the measures that changed (Holm)"
    )


def _line(*cells: str) -> str:
    """The cells under each other, whatever the terminal's width."""
    return "  ".join(f"{cell:{width}}" for cell, width in zip(cells, WIDTHS, strict=True)).rstrip()


def _cells(change: "Change") -> tuple[str, ...]:
    from eval.commands.tables import number  # noqa: PLC0415  # see above

    row = (change.name, number(change.a), number(change.b), f"{change.difference:+.4f}")
    if change.low is None or change.high is None or change.p is None:
        return (*row, "-", "-", "-", "not tested")
    interval, won_lost = f"{change.low:+.4f} to {change.high:+.4f}", f"{len(change.won)}/{len(change.lost)}"
    return (
        *row,
        interval,
        f"{change.p:.4f}",
        won_lost,
        change.verdict if change.verdict in {"better", "worse"} else "",
    )
