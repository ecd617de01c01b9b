"""Virtual time: what scripts, the AWS CLI and an account go by. Only sleeping and being asked something move it.

Scripts read it with `date` and with bash's SECONDS, and move it with `sleep`, all of which standins/clock.c hands over.
"""

import ctypes
import subprocess
import time
from pathlib import Path

SOURCE = Path(__file__).resolve().parent / "standins" / "clock.c"
SECOND = 1_000_000_000


class Clock:
    """The clock of a file, in seconds since 1970."""

    def __init__(self, library, file):
        self.library, self.file = library, file
        self._functions = ctypes.CDLL(str(library))
        self._functions.clock_now.restype = ctypes.c_int64
        self._functions.clock_advance.argtypes = [ctypes.c_int64]
        assert self._functions.clock_open(str(file).encode()) == 0, file

    @classmethod
    def made(cls, directory):
        """A new one, that starts now and stands still."""
        library, file = directory / "clock.so", directory / ".clock"
        options = ["-O1", "-Wall", "-Werror", "-shared", "-fPIC"]
        subprocess.run(["clang", *options, "-o", library, SOURCE], check=True)
        file.write_bytes(time.time_ns().to_bytes(8, "little"))
        return cls(library, file)

    @property
    def now(self):
        return self._functions.clock_now() / SECOND

    def advance(self, seconds):
        self._functions.clock_advance(int(seconds * SECOND))

    @property
    def environment(self):
        """What a program has to be started with to go by this clock."""
        return {"LD_PRELOAD": str(self.library), "PROOF_CLOCK": str(self.file)}
