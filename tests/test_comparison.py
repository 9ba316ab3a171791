"""Two assessments compared: what moved, and what of it is the ladder's doing."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from stagecli.answers import from_values
from stagecli.assessment import assess
from stagecli.assessment.localized import LocalizedModel
from stagecli.classifier import Classifier
from stagecli.comparison import compare
from stagecli.model import Model
from tests.conftest import examples
from tests.ladders import BUNDLED, CLASSIFIERS, NOW, THEN
from tests.tables import models

TEXTS = LocalizedModel(BUNDLED, "en")


@given(st.data())
@examples(40)
def test_the_ladders_part_and_the_subjects_make_up_the_difference(data: st.DataObject) -> None:
    old: Model = data.draw(models(max_stages=5, max_signals=6))
    turned = tuple(replace(s, options=tuple(replace(o, of_100=o.of_100[::-1]) for o in s.options)) for s in old.signals)
    new = replace(old, signals=turned, sha256="1" * 64)

    def answers() -> dict[str, str | float]:
        return {s.id: data.draw(st.sampled_from([option.id for option in s.options])) for s in old.signals}

    before = assess(Classifier(old), from_values(old, answers(), "program"), subject="A")
    after = assess(Classifier(new), from_values(new, answers(), "program"), subject="A")
    texts = LocalizedModel(old, "en"), LocalizedModel(new, "en")
    found = compare(before, after, texts, Classifier(new))
    assert not found.same_model
    assert found.reread is not None
    whole = found.after.expected_stage - found.before.expected_stage
    assert found.reread.model_part + found.reread.subject_part == pytest.approx(whole, abs=1e-5)
    assert compare(before, after, texts).reread is None  # the later one's model is not at hand
    same = compare(after, after, (texts[1], texts[1]), Classifier(new))
    assert (same.direction, same.changes, same.reread) == ("same", (), None)


def test_effects_add_up_to_what_the_answers_did() -> None:
    before = assess(CLASSIFIERS["social-media"], from_values(BUNDLED, dict(THEN), "program"), subject="A")
    after = assess(CLASSIFIERS["social-media"], from_values(BUNDLED, dict(NOW), "program"), subject="A")
    found = compare(before, after, (TEXTS, TEXTS), CLASSIFIERS["social-media"])

    def odds(result: Any) -> float:
        import math

        chance = {stage.number: stage.probability for stage in result.posterior}
        return math.log(chance[4] / chance[2])

    total = sum(change.effect or 0 for change in found.changes)
    assert total == pytest.approx(odds(after) - odds(before), abs=1e-3)
