import platform
import subprocess
import sys

import pytest

PROGRAM = """
import ctypes, sys, threading
from service.commands.allocator import keep_memory_small

if sys.argv[1] == "small":
    keep_memory_small()
libc = ctypes.CDLL(None)
libc.malloc.restype = ctypes.c_void_p
together = threading.Barrier(8)

def work():
    together.wait()
    libc.malloc(100_000)
    together.wait()

threads = [threading.Thread(target=work) for _ in range(8)]
for thread in threads: thread.start()
for thread in threads: thread.join()
libc.fdopen.restype = ctypes.c_void_p
libc.malloc_info(0, ctypes.c_void_p(libc.fdopen(1, b"w")))
libc.fflush(None)
"""


def arenas_of_eight_threads(how: str) -> int:
    said = subprocess.run([sys.executable, "-c", PROGRAM, how], capture_output=True, text=True, check=True).stdout
    return said.count("<heap nr=")


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="another C library than glibc: it has no mallopt")
def test_the_threads_of_a_service_share_two_arenas_of_the_c_library() -> None:
    assert arenas_of_eight_threads("small") == 2
    assert arenas_of_eight_threads("as it is") > 2
