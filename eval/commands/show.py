"""`crosscheck eval show`: a run that was made, once more."""

from pathlib import Path
from typing import Annotated

import typer

from eval.commands.options import Gates, Json, gates_from, wrong_usage
from service.commands.terminal import messages, output, print_json


def show(
    run: Annotated[Path, typer.Argument(metavar="RUN", help="The folder of a run.")],
    fail_under: Gates = None,
    json: Json = False,
) -> None:
    """Show the measures of a run. Exit code 1 where a gate is missed."""
    from eval.commands.tables import metric_lines, tell_verdicts  # noqa: PLC0415  # help needs none of it
    from eval.gates import judged_by  # noqa: PLC0415  # likewise
    from eval.run_folder import RunFolder  # noqa: PLC0415  # likewise

    gates = gates_from(fail_under)
    folder = RunFolder(run)
    with wrong_usage():
        config, metrics = folder.read_config(), folder.read_metrics()
    if json:
        print_json(metrics)
    else:
        of, asked = config["set"], config["asked"]
        output().print(
            f"{of['name']}: {of['questions']} of {of['of']} questions, {asked}, code {config['commit'] or '-'}"
        )
        output().print("\n".join(metric_lines(metrics)), markup=False, soft_wrap=True)
        messages().print(str(folder.report), markup=False, soft_wrap=True)
    verdicts = judged_by(gates, metrics)
    tell_verdicts(verdicts)
    if not all(verdict.passed for verdict in verdicts):
        raise typer.Exit(1)
