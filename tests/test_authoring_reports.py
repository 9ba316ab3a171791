"""Reports for authors: their bytes at two widths, hostile texts included."""

import re
from collections.abc import Callable

import pytest
from msgspec.structs import replace

from stagecli.authoring.diff import diff
from stagecli.authoring.fit import fit
from stagecli.authoring.labelled import Subject, of_model
from stagecli.authoring.reports import diff as diff_page
from stagecli.authoring.reports import fit as fit_page
from stagecli.authoring.reports import simulation as simulation_page
from stagecli.authoring.reports import test as test_page
from stagecli.authoring.reports.pictures import confusion
from stagecli.authoring.simulate import simulate
from stagecli.authoring.test import compare
from stagecli.model import Model
from stagecli.render.screen import Screen
from tests.benchmarks.fit import labelled
from tests.conftest import GOLDEN, check_golden
from tests.ladders import CLASSIFIERS, SMALL

HOSTILE = "<b>[red]\x1b[31m\u202e=1+1"


def changed() -> Model:
    """The small ladder with a few things changed, texts among them."""
    stages = (replace(SMALL.stages[0], name=HOSTILE, steps=SMALL.stages[0].steps[:1]), *SMALL.stages[1:])
    options = tuple(
        replace(option, of_100=row)
        for option, row in zip(SMALL.signals[0].options, ((60.0, 10.0, 90.0), (40.0, 90.0, 10.0)), strict=True)
    )
    signals = (replace(SMALL.signals[0], options=options), *SMALL.signals[1:3])
    return replace(SMALL, version="3", stages=stages, signals=signals)


PAGES: dict[str, Callable[[int], str]] = {
    "simulation": lambda width: simulation_page.as_text(
        simulate(CLASSIFIERS["social-media"], subjects=50), width=width, colour=False
    ),
    "fit": lambda width: fit_page.as_text(fit(SMALL, labelled(SMALL, 60, "page")), SMALL, width=width, colour=False),
    "diff": lambda width: diff_page.as_text(
        diff(SMALL, changed(), (*of_model(SMALL), *(Subject(name, {"copies": "some"}) for name in (HOSTILE, "")))),
        width=width, colour=False,
    ),
}  # fmt: skip


@pytest.mark.parametrize("width", [60, 120])
@pytest.mark.parametrize("name", PAGES)
def test_the_page_is(name: str, width: int) -> None:
    text = PAGES[name](width)
    assert all(len(line) <= width for line in text.splitlines())
    assert "\x1b" not in text
    check_golden(GOLDEN / f"model-{name}.{width}.txt", text)


def test_a_matrix_wider_than_the_terminal_says_so() -> None:
    screen = Screen(width=40, colour=False)
    confusion(screen, [f"stage_{number}" for number in range(1, 13)], [[1000] * 12] * 12, "true")
    assert all(len(line) <= 40 for line in screen.text().splitlines())
    assert "The columns from 5 on do not fit; a\nwider terminal shows them." in screen.text()


def test_colours_are_only_decoration() -> None:
    results = {"x": compare(CLASSIFIERS["small"], of_model(SMALL))}
    plain, coloured = (test_page.as_text(results, width=80, colour=colour) for colour in (False, True))
    assert coloured != plain
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == plain
