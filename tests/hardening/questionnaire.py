"""The page's script and the Python it repeats, side by side: the same questions, verdicts and advice in Chromium.

    python -m tests.hardening.questionnaire [--models N] [--interviews N]

Interviews are drawn at random, of both bundled ladders, of generated models with odd ids, and of three at the limits of
the format. At every turn both sides say what counts, what to ask next or why to stop, where the subject stands, and
what to do.
"""

import argparse
import math
import random
import sys
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from msgspec.structs import replace

from stagecli.answers import DONT_KNOW
from stagecli.classifier import Classifier
from stagecli.classifier.questions import Question, settled, worth_asking
from stagecli.classifier.reading import read
from stagecli.model import Interview
from stagecli.model_file import load_model
from stagecli.render.questionnaire.ladder_data import ladder_data
from stagecli.render.questionnaire.script import script
from tests.browser import chromium
from tests.tables import model_of

Choices = dict[str, str]
BUNDLED = ("social-media", "software-delivery")
ODD_IDS = ("constructor", "prototype", "to_string", "value_of", "has_own_property", "length", "name")
_CALLS = """
const ladder = ladderOf(data);
return interviews.map((choices) => {
  const reading = read(ladder, new Map(choices));
  const next = nextQuestion(ladder, reading);
  const verdict = classify(ladder, reading);
  const advice = verdict === null ? null : advise(ladder, reading, verdict.stage);
  const { applies, counting, violations, scores } = reading;
  const standings = { applies, counting: [...counting], violations, scores, settled: settled(ladder, reading) };
  return { standings, next, posterior: posteriorOf(reading), worth: worthAsking(ladder, reading), verdict, advice };
});
"""


def differences(
    page: Any, classifier: Classifier, turns: Iterable[Choices]
) -> Iterator[tuple[Choices, int, list[str]]]:
    """Compare both sides after each of these choices: how many values were compared, and what differs."""
    turns = list(turns)
    names = _Indices(classifier)
    modules = script("questions.js", "verdict.js", "advice.js", "reading.js")
    given = [names.choices(turn) for turn in turns]
    run = f"([data, interviews]) => {{{modules}\n{_CALLS}}}"
    for turn, found in zip(turns, page.evaluate(run, [ladder_data(classifier, ["en"]), given]), strict=True):
        compared = _Compared()
        compared.same("", _expected(classifier, names, turn), found)
        yield turn, compared.count, compared.different


class _Compared:
    """Compares two trees of plain values."""

    def __init__(self) -> None:
        self.count = 0
        self.different: list[str] = []

    def same(self, where: str, one: Any, other: Any) -> None:
        """Take note of every value that differs: probabilities by more than 10⁻¹², bits by more than 10⁻⁹."""
        if isinstance(one, dict) and isinstance(other, dict) and one.keys() == other.keys():
            for key in one:
                self.same(f"{where}.{key}", one[key], other[key])
        elif isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
            for at, pair in enumerate(zip(one, other, strict=True)):
                self.same(f"{where}[{at}]", *pair)
        else:
            self.count += 1
            near = {".posterior": 1e-12, ".next.gain": 1e-9, ".worth": 1e-9}.get(where.partition("[")[0])
            both = isinstance(one, float) and isinstance(other, int | float)
            if not (math.isclose(one, other, rel_tol=0, abs_tol=near) if both and near else one == other):
                self.different.append(f"{where}: {one!r} in Python, {other!r} on the page")


class _Indices:
    """What the script calls signals, options and steps."""

    def __init__(self, classifier: Classifier) -> None:
        self.model = classifier.model
        self.signals = {signal.id: at for at, signal in enumerate(self.model.signals)}
        self.options = {
            signal.id: {DONT_KNOW: -1, **{option.id: at for at, option in enumerate(signal.options)}}
            for signal in self.model.signals
        }

    def choices(self, choices: Mapping[str, str]) -> list[list[int]]:
        return [[self.signals[signal], self.options[signal][option]] for signal, option in choices.items()]


def _expected(classifier: Classifier, names: _Indices, choices: Choices) -> dict[str, Any]:
    reading, following = read(classifier, choices), classifier.next_question(choices)
    found: dict[str, Any] = {
        "standings": {
            "applies": [reading.applies[signal] for signal in names.signals],
            "counting": names.choices(reading.counting),
            "violations": list(reading.standings.violations), "scores": list(reading.standings.scores),
            "settled": settled(classifier, reading),
        },
        "next": {
            "signal": names.signals[following.signal], "gain": following.gain,
            "tellsApart": list(following.tells_apart), "left": following.left,
        }
        if isinstance(following, Question) else {"reason": following.reason},
        "posterior": list(reading.standings.posterior()),
        "worth": [[names.signals[signal], bits] for signal, bits in worth_asking(classifier, reading)],
        "verdict": None,
        "advice": None,
    }  # fmt: skip
    if reading.counting:
        verdict = classifier.verdict(choices)
        advice = classifier.advise(choices, verdict.stage)
        steps = {step.id: at for at, step in enumerate(names.model.stages[verdict.stage].steps)}
        found["verdict"] = {
            "stage": verdict.stage, "runnerUp": verdict.runner_up, "posterior": list(verdict.posterior),
            "status": verdict.status, "logOdds": verdict.log_odds, "priorLogOdds": verdict.prior_log_odds,
            "evidence": [
                {"signal": names.signals[each.signal], "option": names.options[each.signal][each.option],
                 "logOdds": each.log_odds} for each in verdict.evidence
            ],
            "surprises": [
                {"signal": names.signals[each.signal], "option": names.options[each.signal][each.option],
                 "likelihood": each.likelihood, "likelierAt": each.likelier_at} for each in verdict.surprises
            ],
            "coverage": {"answered": verdict.coverage.answered, "applicable": verdict.coverage.applicable},
            "notCounted": [names.signals[signal] for signal in verdict.not_counted],
            "violations": [[names.signals[signal] for signal in signals] for signals in verdict.violations],
        }  # fmt: skip
        found["advice"] = {
            "aim": advice.aim,
            "recommended": [
                {"step": steps[each.step.id], "gain": each.gain, "lifts": each.lifts,
                 "after": None if each.after is None else steps[each.after]} for each in advice.recommended
            ],
            "upkeep": [steps[step.id] for step in advice.upkeep],
            "shortestWay": None if advice.shortest_way is None else [steps[step.id] for step in advice.shortest_way],
        }  # fmt: skip
    return found


def interview(classifier: Classifier, random_: random.Random) -> Iterator[Choices]:
    """The choices at every turn of an interview, from none to all that were asked."""
    choices: Choices = {}
    while True:
        yield dict(choices)
        following = classifier.next_question(choices)
        if not isinstance(following, Question):
            return
        choices[following.signal] = _any_option(classifier, following.signal, random_)


def scattered(classifier: Classifier, random_: random.Random) -> Choices:
    """Choices that no interview would lead to: answers behind closed gates, whatever else is not asked."""
    signals = [signal.id for signal in classifier.model.signals if random_.random() < 0.7]
    return {signal: _any_option(classifier, signal, random_) for signal in signals}


def _any_option(classifier: Classifier, signal: str, random_: random.Random) -> str:
    return random_.choice([*classifier.score[signal], DONT_KNOW])


def generated(seed: int) -> Classifier:
    """A model drawn at random, up to 12 stages and 20 signals; true ties in half of them, odd ids in all."""
    random_ = random.Random(seed)
    return Classifier(
        model_of(
            random_, random_.randint(2, 12), random_.randint(1, 20), mirrored=random_.random() < 0.5,
            demanding=random_.choice([0, 0.2, 0.8]), names=random_.sample(ODD_IDS, random_.randint(1, 4)),
        )
    )  # fmt: skip


def at_the_limits(seed: int) -> Classifier:
    """A model as large as the format allows: 40 stages, 200 signals, up to 40 options, 8 steps; few stop early."""
    model = model_of(random.Random(seed), 40, 200, demanding=0.8, names=ODD_IDS, most_options=40, most_steps=8)
    return Classifier(replace(model, interview=Interview(min_questions=30, stop_at=0.99)))


def main() -> None:
    """Compare, and say how much was compared."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--models", type=int, default=200, help="generated models")
    parser.add_argument("--interviews", type=int, default=50, help="interviews with each")
    asked = parser.parse_args()
    failed = 0
    with chromium() as browser:
        page = browser.new_page()
        for what, classifiers, interviews in (
            ("bundled", [load_model(name) for name in BUNDLED], asked.interviews),
            ("generated", map(generated, range(asked.models)), asked.interviews),
            ("at the limits", map(at_the_limits, range(3)), 1),
        ):
            models = turns = values = failures = 0
            for number, classifier in enumerate(classifiers):
                random_ = random.Random(number)
                drawn = [turn for _ in range(interviews) for turn in interview(classifier, random_)]
                drawn += [scattered(classifier, random_) for _ in range(interviews)]
                models += 1
                for turn, count, different in differences(page, classifier, drawn):
                    turns, values, failures = turns + 1, values + count, failures + bool(different)
                    if different and failures < 5:
                        print(f"{what}, model {number}, {turn}:", *different[:5], sep="\n  ")
            print(f"{what}: {models} models, {turns:,} turns, {values:,} values compared, {failures} turns differ")
            failed += failures
    sys.exit(bool(failed))


if __name__ == "__main__":
    main()
