"""How the C library keeps memory: for a process that works for weeks, in many threads, on texts of every length."""

import ctypes
from contextlib import suppress

_SETTINGS = {
    -8: 2,  # M_ARENA_MAX: by default eight a core, each with free memory of its own between what its threads left
    -3: 1 << 20,  # M_MMAP_THRESHOLD, bytes: larger blocks go back to the system at once; by default it grows to 32 MB
    -1: 1 << 20,  # M_TRIM_THRESHOLD, bytes: as much may lie free at the end of an arena
}
"""From glibc's malloc.h, see man 3 mallopt. Without them a busy service holds 100 MB more that nothing uses."""


def keep_memory_small() -> None:
    """To be called before there are threads. Nothing where the C library is another: their defaults hold less."""
    with suppress(OSError, AttributeError):
        mallopt = ctypes.CDLL(None).mallopt
        for parameter, value in _SETTINGS.items():
            mallopt(parameter, value)
