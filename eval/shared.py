"""Where the public and private test material lies that is not part of the project: one setting for all who read it."""

import os
from pathlib import Path

SHARED = Path(os.environ.get("CROSSCHECK_SHARED", Path(__file__).parents[1].parent / "shared")).resolve()
"""The folder with seeds/, gold/ and data/; it may not exist. CROSSCHECK_SHARED, by default beside the checkout."""


def missing(part: str) -> str | None:
    """Why a part of the folder cannot be read, as a person is told; None where it is there."""
    if (SHARED / part).exists():
        return None
    return f"no {part} in {SHARED}: set CROSSCHECK_SHARED to the folder that holds it"
