"""How long things take, printed by commands: `python -m eval.benchmarks.ask` and its neighbours."""
