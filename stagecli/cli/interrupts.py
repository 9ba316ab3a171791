"""Ctrl-C, a request to terminate and a terminal that closes end a command alike; its exit code tells them apart."""

import signal
from types import FrameType

from stagecli.errors import StagecliError

_SIGNALS = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]  # Windows has the first
_received: int = signal.SIGINT


class Interrupted(StagecliError):
    """The command was ended from outside; the message says what is kept."""


def listen() -> None:
    """Have SIGTERM and SIGHUP raise `KeyboardInterrupt`, unless they are ignored, as under nohup."""
    for number in _SIGNALS:
        if signal.getsignal(number) is signal.SIG_DFL:
            signal.signal(number, _interrupt)


def code() -> int:
    """The exit code, as shells give it: 130 after Ctrl-C, 143 after SIGTERM, 129 after SIGHUP."""
    return 128 + _received


def _interrupt(number: int, _: FrameType | None) -> None:
    global _received  # noqa: PLW0603  # there is one process, and it ends
    _received = number
    for other in _SIGNALS:  # a terminal that closes sends more than one; what is being put in order is left in peace
        signal.signal(other, signal.SIG_IGN)
    raise KeyboardInterrupt
