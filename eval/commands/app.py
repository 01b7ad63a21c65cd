"""`crosscheck eval run`, `show` and `compare`."""

import typer

from eval.commands.compare import compare
from eval.commands.run import run
from eval.commands.show import show

app = typer.Typer(help="Ask questions with known answers, and count what comes back.", no_args_is_help=True)
app.command("run")(run)
app.command("show")(show)
app.command("compare")(compare)
