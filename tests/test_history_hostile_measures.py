"""Measures in a damaged history: what nobody measures is told, and what is only odd is shown without harm."""

import zlib
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from msgspec.structs import replace

from stagecli.answers import from_values
from stagecli.assessment import Assessment, assess, stored
from stagecli.assessment.localized import LocalizedModel
from stagecli.batch.rereading import reread
from stagecli.classifier import Classifier
from stagecli.comparison import compare, with_previous
from stagecli.history import History
from stagecli.history.file import HistoryError
from stagecli.history.stored import SavedAssessment
from stagecli.measures import Measured, Observed, Source
from stagecli.render import FORMATS, render_assessment
from stagecli.render.history import compared
from tests.test_history import keep, kept
from tests.test_observed import ladder

WATCHED = ladder()
MEASURED = Observed(
    sources=(Source(kind="git", from_="2025-01-01", until="2026-01-01"),),
    measures={
        "git.days_to_release": Measured(value=61.0, unit="days", counted=18, since="2025-02-01"),
        "crm.channel": Measured(value="web"),
        "crm.orders": Measured(value=12.0, unit="orders"),
        "git.changes_with_tests": Measured(reason="few"),
    },
)


def measured(path: Path) -> bytes:
    """Save an assessment with measures, and return its JSON."""
    said = from_values(WATCHED, {"selling": "shop"}, "asked")
    with History(path) as history:
        history.save([assess(Classifier(WATCHED), said, subject="A", time="2026-01-10", observed=MEASURED)], WATCHED)
    return kept(path, "assessment")


@pytest.mark.parametrize(
    ("part", "instead", "said"),
    [
        (b'"from":"2025-01-01"', b'"from":"20250101"', "does not fit"),
        (b'"until":"2026-01-01"', b'"until":"2026-13-01"', "does not fit"),
        (b'"until":"2026-01-01"', b'"until":"2026-01-01T00:00:00Z"', "does not fit"),
        (b'"since":"2025-02-01"', b'"since":"February"', "does not fit"),
        (b'"value":61.0', b'"value":1e300', "does not fit"),
        (b'"reason":"few"', b'"unit":"share"', "does not fit"),
        (b'"value":"web"', b'"value":"web","reason":"few"', "does not fit"),
        (b'"measures":["git.days_to_release"]', b'"measures":[]', "does not fit"),
        (b'"kind":"git"', b'"kind":"git","measures":{"a.b":{"value":1e14}}', "does not fit"),
        (b'"counted":18', b'"counted":1' + b"0" * 400, "Expected `int"),
        (b'"counted":18', b'"counted":-1', "Expected `int"),
        (b'"kind":"git"', b'"kind":"{0}\\u001b[31m"', "Expected `str` matching"),
        (b'"crm.channel":', b'"crm":', "Expected `str` matching"),
        (b"stagecli/observed/1", b"stagecli/observed/2", "Invalid enum value"),
    ],
)
def test_measures_that_nobody_measures_are_told(part: bytes, instead: bytes, said: str, tmp_path: Path) -> None:
    path = tmp_path / "h.db"
    was = measured(path)
    assert part in was
    keep(path, "assessment", zlib.compress(was.replace(part, instead, 1)))
    with History(path) as history, pytest.raises(HistoryError, match=said):
        history.of("A")


@pytest.mark.parametrize(
    ("part", "instead"),
    [
        (b'"option":"long"', b'"option":"unheard_of"'),
        (b'"agreeing":["long"]', b'"agreeing":["unheard_of","short"]'),
        (b'"said":{"option":"shop"', b'"said":{"option":"unheard_of"'),
        (b'"origin":"observed"', b'"origin":"asked"'),
        (b'"origin":"asked"', b'"origin":"observed"'),
        (b'"standing":"counted"', b'"standing":"out_of_range"'),
        (b'"standing":"said"', b'"standing":"not_counted"'),
        (b'"agrees":false', b'"agrees":true'),
        (b'"agrees":null', b'"agrees":false'),
        (b'"measures":["git.days_to_release"]', b'"measures":["git.nothing","crm.nothing"]'),
        (b'"from":"2025-01-01"', b'"from":"0001-01-01"'),
        (b'"value":"web"', b'"value":"{x}\\u001b[31m<b>"'),
        (b'"value":61.0', b'"value":"many"'),
        (b'"unit":"days"', b'"unit":"{0}\\u001b[31m"'),
        (b'"unit":"orders"', b'"unit":"share"'),
        (b'"reason":"few"', b'"reason":"{0}\\u001b[31m"'),
        (b'"reason":"few"', b'"value":9e12'),
        (b'"counted":18', b'"counted":0'),
        (b'"counted":18', b'"source":99999999999999999999'),
        (b'"crm.orders":', b'"nobody.knows":'),
        (b'"time":"2026-01-10"', b'"time":"0001-01-01"'),
        (b'"time":"2026-01-10"', b'"time":"9999-12-31"'),
    ],
)
def test_measures_that_are_odd_are_shown_compared_and_offered(part: bytes, instead: bytes, tmp_path: Path) -> None:
    path, later = tmp_path / "h.db", replace(WATCHED, sha256="2" * 64)
    was = measured(path)
    assert part in was
    keep(path, "assessment", zlib.compress(was.replace(part, instead)))
    with History(path) as history:
        (odd,) = history.of("A")
    sound = msgspec.json.decode(was, type=Assessment)
    classifier = Classifier(WATCHED)
    for model in (WATCHED, later):
        for before, after in ((odd.assessment, sound), (sound, odd.assessment)):
            found = replace(after, model=replace(after.model, sha256=model.sha256))
            both = [SavedAssessment(each, WATCHED, complete=True) for each in (before, found)]
            assert len(reread([(both[0], both[1])], lambda _: classifier)) == 1
            for language in ("en", "el"):
                assert all("\x1b" not in text for text in every_view(classifier, both[0], both[1], language))
    assert classifier.refit(stored(odd.assessment)).answers.keys() <= {"selling", "waiting"}


def every_view(classifier: Classifier, before: SavedAssessment, after: SavedAssessment, language: str) -> Iterator[str]:
    """The comparison of two assessments, and the later one with what changed, in every format."""
    texts, model = LocalizedModel(WATCHED, language), classifier.model
    comparison = compare(before.assessment, after.assessment, (texts, texts), classifier)
    yield compared(comparison, before, after, width=80, colour=False)
    found, earlier = with_previous(after.assessment, before.assessment, model), [(before.assessment, model)]
    for format_ in FORMATS:
        yield render_assessment(found, model, format_, language=language, explain=True)
        yield render_assessment(found, model, format_, language=language, earlier=earlier)
