"""Ctrl-C, a request to terminate and a closing terminal end a command alike; only the exit code differs."""

import signal
from types import FrameType

from stagecli.errors import StagecliError

_SIGNALS = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]  # Windows: only the first
_received: int = signal.SIGINT


class Interrupted(StagecliError):
    """The command was ended from outside; the message may say what was saved."""


def listen() -> None:
    """Make SIGTERM and SIGHUP raise `KeyboardInterrupt` as Ctrl-C does, unless they are ignored, as under nohup."""
    for number in (signal.SIGINT, *_SIGNALS):
        if signal.getsignal(number) in (signal.SIG_DFL, signal.default_int_handler):
            signal.signal(number, _interrupt)


def code() -> int:
    """The exit code, as in shells: 130 after Ctrl-C, 143 after SIGTERM, 129 after SIGHUP."""
    return 128 + _received


def end() -> None:
    """Ignore further signals after an interruption: Python soon restores its defaults, which would kill the process."""
    for number in _SIGNALS:
        if signal.getsignal(number) is _too_late:
            signal.signal(number, signal.SIG_IGN)


def _interrupt(number: int, _: FrameType | None) -> None:
    global _received  # noqa: PLW0603  # there is one process, and it ends
    if number != signal.SIGINT:
        _received = number
    for other in _SIGNALS:
        signal.signal(other, _too_late)
    raise KeyboardInterrupt


def _too_late(_number: int, _: FrameType | None) -> None:
    """Do not disturb the clean-up: a session that ends sends more than one signal.

    This is not SIG_IGN, because Python would complain about a signal that has already arrived.
    """
