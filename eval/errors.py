"""What evaluation refuses, and why.

CrosscheckError
  ├ BadEvalSet
  ├ BadRun
  ├ UnlikeRuns
  ├ ForeignFolder
  ├ BadGate
  └ BadPackage
"""

from corpus.errors import CrosscheckError


class BadEvalSet(CrosscheckError):
    """A folder that is no eval set, or rows in it that cannot be read."""


class BadRun(CrosscheckError):
    """A folder that holds no run, or a run of something else."""


class UnlikeRuns(CrosscheckError):
    """Two runs whose questions or documents are not the same."""


class ForeignFolder(CrosscheckError):
    """A folder to keep an index in that holds something else."""


class BadGate(CrosscheckError):
    """A gate that names no measure or no value."""


class BadPackage(CrosscheckError):
    """An archive of a package registry that cannot be had, or is not the one that was judged."""
