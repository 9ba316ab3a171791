"""Expected information gain, against its definition computed another way."""

import math

import pytest
from hypothesis import given

from stagecli.classify.gates import applicability
from stagecli.interview import WORTH_ASKING, entropy, expected_information_gain, worth_asking
from tests.test_classify import SMALL, TABLES, oracle, some_answers


@given(some_answers(SMALL))
def test_expected_information_gain_is_what_its_definition_says(answers: dict[str, str]) -> None:
    table = TABLES["small"]
    gain = expected_information_gain(table, answers)
    now = oracle(SMALL, answers)
    applies = applicability(table, answers)
    assert set(gain) == {signal for signal in table.order if signal not in answers and applies[signal] != "no"}
    for signal, bits in gain.items():
        expected = bits_of(now)
        for option, likelihood in table.likelihood[signal].items():
            predictive = sum(p * q for p, q in zip(now, likelihood, strict=True))
            rows = table.score[signal][option]
            top = max(rows)
            weights = [p * math.exp((row - top) / 1e9) for p, row in zip(now, rows, strict=True)]
            expected -= predictive * bits_of([weight / sum(weights) for weight in weights])
        assert bits == pytest.approx(expected, abs=1e-6)


def bits_of(probabilities: list[float]) -> float:
    return -sum(p * math.log(p) / math.log(2) for p in probabilities if p > 0)


def test_entropy_is_in_bits() -> None:
    assert entropy([0.5, 0.5]) == 1
    assert entropy([0.25] * 4) == 2
    assert entropy([1.0, 0.0]) == 0


@given(some_answers(SMALL))
def test_what_is_worth_asking_comes_most_informative_first(answers: dict[str, str]) -> None:
    ranked = worth_asking(TABLES["small"], answers)
    bits = [gain for _, gain in ranked]
    assert bits == sorted(bits, reverse=True)
    assert all(gain >= WORTH_ASKING for gain in bits)
    assert not {signal for signal, _ in ranked} & set(answers)
