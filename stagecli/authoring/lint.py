"""Lint: what a model file may contain but a good ladder avoids.

Remarks on one signal do not need a sound file; those on the whole ladder do, and use a few hundred subjects drawn
from its own tables, the same ones every time.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from typing import Any, Literal, NamedTuple

import msgspec

from stagecli.authoring.interviews import expected_information_gains
from stagecli.authoring.new import is_placeholder
from stagecli.authoring.population import Population
from stagecli.batch.headings import plain, spellings
from stagecli.classifier import Classifier
from stagecli.classifier.advice import Effect, after_steps, aim_of, effect
from stagecli.classifier.questions import WORTH_ASKING
from stagecli.classifier.reading import Reading, read
from stagecli.classifier.rounding import reaches
from stagecli.labels import loosely, normalise, position
from stagecli.messages.interview import KEYS
from stagecli.model import Model, Signal, Step, every_language
from stagecli.yaml_document import Path

_FAR = 5.0
"""Of 100: a column sum further off is a mistake rather than rounding."""
_SHARPEST = 92.0
"""Of 100: anything above claims more than judgement can know; even facts have exceptions."""
_FLAT = 1.15
"""Times the mean over the stages: if no stage gives an answer more often than this, it favours none."""
_APART = 25
"""Of 100 who would have to answer otherwise: the least at which a signal tells two stages apart. 100 times the total
variation distance, half the sum of the differences."""
_ENOUGH = 3
"""Signals that should tell neighbours apart; with fewer, one misunderstood question decides."""
_SUBJECTS = 200
"""At each stage; fewer for a ladder with very many stages and signals, so that linting takes seconds."""
_ANSWERS = 200_000
_SELDOM = 0.5
_IDLE = 5
"""Questions that an answer leaves without anything to tell: so many waste the time of all who give it."""
_RULED_OUT = 0.01


class Remark(NamedTuple):
    """Something to change, or to know."""

    level: Literal["warning", "note"]
    path: Path
    what: str
    """As a clause without a full stop."""
    hint: str
    """As a sentence."""


def on_signal(path: Path, signal: Signal, stages: int, *, fitted: bool = False) -> Iterator[Remark]:
    """Remarks on the signal at a path; each option needs a frequency for each stage.

    If `fitted`, the frequencies come from data, which may be sharper than judgement.
    """
    columns = [sum(option.of_100[stage] for option in signal.options) for stage in range(stages)]
    if min(columns) <= 0:
        return  # an error already
    off = [(stage, column) for stage, column in enumerate(columns) if abs(column - 100) > 0.5]
    if off:
        here: Path = (*path, "options", 0, "of_100", off[0][0])
        sums = ", ".join(f"{column:g} at stage {stage + 1}" for stage, column in off)
        what = f"the frequencies of all options do not add up to 100, but to {sums}"
        far = any(abs(column - 100) > _FAR for _, column in off)
        yield Remark("warning" if far else "note", here, what, "They are scaled to 100.")
    for at, option in enumerate(signal.options):
        here = (*path, "options", at, "of_100")
        shares = [100 * option.of_100[stage] / columns[stage] for stage in range(stages)]
        sharp = [str(stage + 1) for stage, share in enumerate(shares) if share > _SHARPEST]
        if sharp and not fitted:
            what = f"more than {_SHARPEST:g} of 100 give this answer at stage {', '.join(sharp)}"
            yield Remark(
                "warning", here, what, "People differ; so sharp a number makes results look surer than they are."
            )
        if max(shares) <= 0:
            yield Remark(
                "warning", here, "nobody gives this answer at any stage", "Remove the option, or say who does."
            )
        elif max(shares) < _FLAT * sum(shares) / stages:
            what = "no stage favours this answer: it is about as frequent at all of them"
            yield Remark("note", here, what, "It says nothing about the stage.")


def _on_labels(path: Path, signal: Signal) -> Iterator[Remark]:
    """Labels that are something else in the interview: the number of another option, or a key."""
    keys = {key for words in KEYS.values() for key in words if len(key) == 1}
    for number, option in enumerate(signal.options if signal.number is None else ()):
        labels = {normalise(label): label for label in every_language(option.label)}
        for plain_label, label in labels.items():
            here = (*path, "options", number, "label")
            if position(loosely(label), len(signal.options)) not in (None, number):
                what = f"'{label}' is also the number of another option, so that the interview shows no numbers here"
                yield Remark("warning", here, what, "Say in words what the answer is.")
            elif plain_label in keys:
                what = f"'{label}' is also a key of the interview, which therefore takes only words here"
                yield Remark("warning", here, what, "Say in words what the answer is.")


def _on_headings(model: Model) -> Iterator[Remark]:
    """Questions that `batch` would take for another signal's: for an equal question, or its id."""
    meant = spellings(model)
    for number, signal in enumerate(model.signals):
        texts = (signal.question,) if isinstance(signal.question, str) else signal.question.values()
        others = dict.fromkeys(meant[plain(text)] for text in texts if meant[plain(text)] != signal.id)
        for other in others:
            what = f"as the heading of a table's column, this question means the signal '{other}'"
            yield Remark("warning", ("signals", number, "question"), what, "Word it otherwise.")


def on_model(model: Model) -> Iterator[Remark]:
    """Remarks on a sound ladder as a whole."""
    classifier = Classifier(model)
    yield from _on_neighbours(model)
    yield from _on_headings(model)
    for number, signal in enumerate(model.signals):
        yield from _on_labels(("signals", number), signal)
    yield from _on_starter(model)
    yield from _on_information(classifier)
    yield from _on_gates(classifier)
    yield from _on_measures(classifier)
    each = max(20, min(_SUBJECTS, _ANSWERS // (len(model.stages) * len(model.signals))))
    population = Population.drawn(classifier, each, correlation=0, seed="check")
    confusion = population.read(classifier).confusion
    for stage, detected in enumerate(confusion):
        if detected[stage] < _SELDOM * each:
            what = f"when it is true, this stage is detected only in {round(100 * detected[stage] / each)} of 100"
            other = max((at for at in range(len(detected)) if at != stage), key=lambda at: detected[at])
            hint = f"It is taken for stage {other + 1} in {round(100 * detected[other] / each)}."
            yield Remark("warning", ("stages", stage), what, hint)
    for stage in range(len(model.stages) - 1):
        yield from _on_steps(classifier, stage, population.choices(stage))
    if not model.cases:
        yield Remark("note", (), "there are no cases", "A ladder that was never tested deserves no trust.")
    else:
        labels = {case.stage for case in model.cases}
        for number, stage_ in enumerate(model.stages):
            if stage_.id not in labels:
                yield Remark("note", ("stages", number), "no case has this stage", "Add one to `cases`, to test it.")


def _on_starter(model: Model) -> Iterator[Remark]:
    untouched = list(_placeholders(msgspec.to_builtins(model), ()))
    if untouched:
        texts = "1 text is" if len(untouched) == 1 else f"{len(untouched)} texts are"
        what = f"{texts} still as `stagecli model new` made {'it' if len(untouched) == 1 else 'them'}, this one first"
        hint = "Replace them, then the frequencies: a starter says nothing about anybody."
        yield Remark("warning", untouched[0], what, hint)


def _placeholders(value: Any, path: Path) -> Iterator[Path]:
    if isinstance(value, str) and is_placeholder(value):
        yield path
    elif isinstance(value, dict | list | tuple):
        for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield from _placeholders(inner, (*path, key))


def _on_information(classifier: Classifier) -> Iterator[Remark]:
    """Questions that tell nothing, from the start or after one answer, which then all but rules a stage out."""
    signals = classifier.model.signals
    paths = [(number, at) for number, signal in enumerate(signals) for at in range(len(signal.options))]
    after = {
        (number, at): read(classifier, {signals[number].id: signals[number].options[at].id}) for number, at in paths
    }
    silencing = [path for path in paths if min(after[path].standings.posterior()) < _RULED_OUT]
    readings = [read(classifier, {}), *(after[path] for path in silencing)]
    worth, *left = expected_information_gains(classifier, readings)
    for number, signal in enumerate(signals):
        if worth[signal.id] < WORTH_ASKING:
            what = f"this question is never worth asking: it tells {worth[signal.id]:.3f} bits"
            yield Remark("warning", ("signals", number), what, "Its frequencies hardly differ between stages.")
    for (number, at), gains in zip(silencing, left, strict=True):
        idle = [each for each in gains if reaches(worth[each], WORTH_ASKING) and not reaches(gains[each], WORTH_ASKING)]
        if len(idle) >= _IDLE:
            what = f"after this answer, {len(idle)} other questions have nothing left to say: {', '.join(idle)}"
            hint = f"Ask them only under the other answers: give them an `only_if` on {signals[number].id}."
            yield Remark("warning", ("signals", number, "options", at), what, hint)


def _on_gates(classifier: Classifier) -> Iterator[Remark]:
    """Gates that are open only where `requires` leaves nothing to tell apart."""
    stages = range(len(classifier.stages))

    def possible(signal: str, *together: int) -> bool:
        """Whether some answers that open the signal's gate rule none of these stages out."""
        return all(
            any(not set(together).intersection(classifier.forbidden.get((on, option), ())) for option in options)
            for on, options in classifier.needs[signal].items()
        )

    for number, signal in enumerate(classifier.model.signals):
        if not any(possible(signal.id, *pair) for pair in combinations(stages, 2)):
            what = "whatever opens this gate leaves one stage possible at most, by what the stages require"
            hint = "So the answer tells nothing. Open the gate wider, or drop the question."
            yield Remark("warning", ("signals", number, "only_if"), what, hint)
    for at, stage in enumerate(classifier.model.stages):
        for signal_id in stage.requires:
            if not possible(signal_id, at):
                what = f"'{signal_id}' is asked only under answers that rule this stage out already"
                hint = "So the requirement changes nothing. Open that signal's gate wider, or drop the requirement."
                yield Remark("warning", ("stages", at, "requires", signal_id), what, hint)


def _on_measures(classifier: Classifier) -> Iterator[Remark]:
    """Measured answers that count only once somebody says the same, for all that they would shut out."""
    for number, signal in enumerate(classifier.model.signals):
        shut_out = [option for option in _measured_options(signal) if _shuts_out(classifier, signal.id, option)]
        if shut_out:
            what = f"measured, these answers rule a stage out or close a gate: {', '.join(shut_out)}"
            hint = "So they may be shown without being counted, until somebody says the same."
            yield Remark("warning", ("signals", number, "observe"), what, hint)


def _measured_options(signal: Signal) -> list[str]:
    """The options that a signal's rules may give as the answer."""
    if any(rule.number is not None for rule in signal.observe):
        return [option.id for option in signal.options]
    given = {rule.as_[0] for rule in signal.observe if rule.as_}
    return [option.id for option in signal.options if option.id in given]


def _shuts_out(classifier: Classifier, signal: str, option: str) -> bool:
    closes = any(option not in needs.get(signal, {option}) for needs in classifier.needs.values())
    return closes or (signal, option) in classifier.forbidden


def _on_neighbours(model: Model) -> Iterator[Remark]:
    for stage in range(len(model.stages) - 1):
        telling = [signal.id for signal in model.signals if _distance(signal, stage) >= _APART - 1e-9]
        if len(telling) < _ENOUGH:
            by = f"only {' and '.join(telling)}" if telling else "no question"
            verb = "tell" if len(telling) > 1 else "tells"
            what = f"{by} {verb} it from stage {stage + 1}"
            hint = f"Do so with {_ENOUGH} questions or more, to which {_APART} of 100 would have to answer otherwise."
            yield Remark("warning", ("stages", stage + 1), what, hint)


def _distance(signal: Signal, stage: int) -> float:
    """How many of 100 subjects at a stage would have to answer otherwise, to match the next stage."""
    one, other = (100 / sum(option.of_100[at] for option in signal.options) for at in (stage, stage + 1))
    return sum(abs(one * option.of_100[stage] - other * option.of_100[stage + 1]) for option in signal.options) / 2


def _on_steps(classifier: Classifier, stage: int, subjects: Sequence[Mapping[str, str]]) -> Iterator[Remark]:
    steps, aim = classifier.model.stages[stage].steps, aim_of(classifier, stage)
    if not steps:
        yield Remark("note", ("stages", stage), "it has no steps", "Say what helps to reach the next stage.")
        return
    readings = [read(classifier, answers) for answers in subjects]
    for number, step in enumerate(steps):
        if any(on in step.changes for other in steps for signal in other.changes for on in classifier.gates[signal]):
            continue  # it opens another signal's gate, which may be its only purpose
        effects = [each for before in readings if (each := _effect(classifier, before, step, stage, aim)) is not None]
        if effects and not Effect(*map(sum, zip(*effects, strict=True))).helps:
            what = f"this step leads away from stage {aim + 1} rather than toward it"
            hint = "At the aimed stage, its target should be more frequent than the answers that it replaces."
            yield Remark("warning", ("stages", stage, "steps", number), what, hint)
    arrived = sum(aim in after_steps(classifier, before, steps).standings.ranking()[:2] for before in readings)
    if arrived < _SELDOM * len(subjects):
        share = round(100 * arrived / len(subjects))
        what = f"after all its steps, stage {aim + 1} is among the two likeliest in {share} of 100"
        yield Remark("warning", ("stages", stage), what, "Add steps, or change more signals that tell the two apart.")


def _effect(classifier: Classifier, before: Reading, step: Step, stage: int, aim: int) -> Effect | None:
    """How a step affects the aim; None if it is done already, or cannot be taken yet."""
    after = after_steps(classifier, before, [step])
    if after.choices == before.choices or any(after.applies[signal] == "no" for signal in step.changes):
        return None
    return effect(before, after, stage, aim)
