"""Keeps what compiled solvers print away from standard output."""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

STDOUT, STDERR = 1, 2


@contextmanager
def solver_lines_on_stderr() -> Iterator[None]:
    """Send the file handle 1 to standard error while a solver runs.

    HiGHS greets on standard output as soon as it is made, before it can be told to
    be silent; with --json that line would spoil the document.
    """
    sys.stdout.flush()
    kept = os.dup(STDOUT)
    os.dup2(STDERR, STDOUT)
    try:
        yield
    finally:
        _flush_compiled_buffers()
        os.dup2(kept, STDOUT)
        os.close(kept)


def _flush_compiled_buffers() -> None:
    # In a pipe the C library holds the line back until long after the solver ran.
    if sys.platform != "win32":
        ctypes.CDLL(None).fflush(None)
