"""Ctrl-C, a request to terminate and a terminal that closes end a command alike; its exit code tells them apart."""

import signal
from types import FrameType

from stagecli.errors import StagecliError

_received: int = signal.SIGINT


class Interrupted(StagecliError):
    """The command was ended from outside; the message says what is kept."""


def listen() -> None:
    """Have SIGTERM and SIGHUP raise `KeyboardInterrupt`, unless they are ignored, as under nohup."""
    for name in ("SIGTERM", "SIGHUP"):  # the second is not there on Windows
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is signal.SIG_DFL:
            signal.signal(number, _interrupt)


def code() -> int:
    """The exit code, as shells give it: 130 after Ctrl-C, 143 after SIGTERM, 129 after SIGHUP."""
    return 128 + _received


def _interrupt(number: int, _: FrameType | None) -> None:
    global _received  # noqa: PLW0603  # there is one process, and it ends
    _received = number
    raise KeyboardInterrupt
