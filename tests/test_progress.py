"""The progress bar."""

from types import SimpleNamespace
from unittest.mock import Mock

import pytest

from stagecli.cli import progress


def test_a_bar_comes_up_only_where_something_takes_more_than_a_moment(monkeypatch: pytest.MonkeyPatch) -> None:
    now, shown = [0.0], list[float]()

    def bar(total: float) -> Mock:
        shown.append(total)
        return Mock(task_ids=[0])

    monkeypatch.setattr(progress, "time", SimpleNamespace(monotonic=lambda: now[0]))
    monkeypatch.setattr(progress, "_bar", bar)
    monkeypatch.setattr("sys.stderr", Mock(isatty=lambda: True))
    with progress.shown_share() as show:
        show(0.1)
        now[0] = 0.9
        show(0.4)
        assert shown == []
        now[0] = 1.1
        show(0.6)
        show(0.7)
        assert shown == [1.0]
