"""Ctrl-C, SIGTERM and SIGHUP: the first one interrupts, and those that follow leave the tidying up in peace."""

import signal
from collections.abc import Iterator

import pytest

from stagecli.cli import interrupts

NUMBERS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


@pytest.fixture
def listening() -> Iterator[None]:
    before = {number: signal.getsignal(number) for number in NUMBERS}
    received = interrupts._received
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.signal(signal.SIGHUP, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    interrupts.listen()
    yield
    interrupts._received = received
    for number, handler in before.items():
        signal.signal(number, handler)


@pytest.mark.usefixtures("listening")
@pytest.mark.parametrize("number", NUMBERS)
def test_after_the_first_signal_those_of_an_ending_session_are_ignored(number: signal.Signals) -> None:
    with pytest.raises(KeyboardInterrupt):
        signal.raise_signal(number)
    for other in (signal.SIGTERM, signal.SIGHUP):
        signal.raise_signal(other)
    assert interrupts.code() == 128 + number
    interrupts.end()
    for other in (signal.SIGTERM, signal.SIGHUP):  # no handler of Python's, which would be gone before Python is
        assert signal.getsignal(other) is signal.SIG_IGN


@pytest.mark.usefixtures("listening")
def test_without_an_interruption_the_end_changes_nothing() -> None:
    interrupts.end()
    with pytest.raises(KeyboardInterrupt):
        signal.raise_signal(signal.SIGTERM)


@pytest.mark.usefixtures("listening")
def test_ctrl_c_may_be_pressed_again() -> None:
    for _ in range(2):
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)


def test_what_is_ignored_stays_ignored() -> None:
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        interrupts.listen()
        assert signal.getsignal(signal.SIGHUP) is signal.SIG_IGN
    finally:
        signal.signal(signal.SIGHUP, before)
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        signal.signal(signal.SIGINT, signal.default_int_handler)
