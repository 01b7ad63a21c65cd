"""The command line: one file a command, found by entry points."""
