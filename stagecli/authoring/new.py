"""`model new`: a starter that is sound from the first line on, with placeholder frequencies for its size."""

import math
import re
from collections.abc import Iterator, Sequence
from itertools import count

from stagecli.errors import UsageError
from stagecli.labels import normalise

SCHEMA_LINE = "# yaml-language-server: $schema=model.schema.json"
_MOST_OPTIONS = 9  # of a question that can still be answered in five seconds
_NOTHING = ("null",)  # read as null by YAML
_EFFORTS = ("low", "medium", "high")

_WORDS = {
    "en": {
        "title": "My ladder",
        "stage": "Stage {number}",
        "summary": "What life is like at stage {number}.",
        "ahead": "What stage {next} will feel like.",
        "ahead_last": "There is no stage above this one.",
        "do": "Something to do this week, at stage {number}.",
        "upkeep": "Something that keeps you here.",
        "why": "Why it helps.",
        "question": "Question {number}?",
        "help": "How to choose between two neighbouring answers.",
        "label": "Answer {number}",
        "case": "Somebody at stage {number}",
    },
    "el": {
        "title": "Η κλίμακά μου",
        "stage": "Στάδιο {number}",
        "summary": "Πώς είναι τα πράγματα στο στάδιο {number}.",
        "ahead": "Πώς θα είναι στο στάδιο {next}.",
        "ahead_last": "Δεν υπάρχει ανώτερο στάδιο.",
        "do": "Κάτι που μπορεί να γίνει αυτή την εβδομάδα, στο στάδιο {number}.",
        "upkeep": "Κάτι που σας κρατά εδώ.",
        "why": "Γιατί βοηθά.",
        "question": "Ερώτηση {number};",
        "help": "Πώς διαλέγει κανείς ανάμεσα σε δύο γειτονικές απαντήσεις.",
        "label": "Απάντηση {number}",
        "case": "Κάποιος στο στάδιο {number}",
    },
}

_REPLACED = ("summary", "ahead", "do", "upkeep", "why", "question", "help", "label")
_PLACEHOLDER = re.compile(
    "|".join(re.escape(words[key]).replace(r"\{number\}", r"\d+").replace(r"\{next\}", r"\d+")
             for words in _WORDS.values() for key in _REPLACED)
)  # fmt: skip


def is_placeholder(text: str) -> bool:
    """Whether a starter has this text where its author is to write another, whatever the ladder's subject."""
    return _PLACEHOLDER.fullmatch(text) is not None


def starter(name: str, title: str, stages: Sequence[str | None], signals: int, languages: Sequence[str]) -> str:
    """The text of a model file to begin from.

    Args:
        name: the source of the ladder's id.
        title: the ladder's title; empty for a placeholder.
        stages: each stage's name, or None for a placeholder; at least two.
        signals: the number of signals.
        languages: languages of the texts; the first stands in for the others.

    """
    return "\n".join(_lines(name, title, stages, signals, languages)) + "\n"


def language_code(given: str) -> str:
    """Normalise a language code for a model file.

    Raises:
        UsageError: it is no language code.

    """
    code = given.strip().lower()
    if not (code.isascii() and code.isalpha() and 2 <= len(code) <= 3):
        raise UsageError("no_language_code", given=given)
    return code


def identifier(text: str, fallback: str, joint: str = "-") -> str:
    """Derive an id from a text; return the fallback if nothing of the text can be in an id."""
    plain = "".join(letter if letter.isascii() and letter.isalnum() else " " for letter in normalise(text))
    words = joint.join(plain.split())[:40].strip(joint)
    return words if words[:1].isalpha() and words not in _NOTHING else fallback


def _lines(
    name: str, title: str, stages: Sequence[str | None], signals: int, languages: Sequence[str]
) -> Iterator[str]:
    stages_, languages = len(stages), list(dict.fromkeys(languages))
    options = min(stages_, _MOST_OPTIONS)
    ids = _unique([identifier(stage or "", f"stage-{number}") for number, stage in enumerate(stages, start=1)])

    def text(key: str, number: int = 0, given: str | None = None) -> str:
        said = {
            language: given or _WORDS.get(language, _WORDS["en"])[key].format(number=number, next=number + 1)
            for language in languages
        }
        if len(said) == 1:
            return _quoted(next(iter(said.values())))
        return f"{{{', '.join(f'{language}: {_quoted(value)}' for language, value in said.items())}}}"

    yield from (
        SCHEMA_LINE,
        "#",
        "# Replace the texts, then the frequencies. After each change:  stagecli model check FILE",
        "# Every key is explained by:  stagecli guide model-file",
        "schema: 1",
        f"id: {identifier(name, 'my-ladder')}",
        'version: "0.1"',
        f"languages: [{', '.join(languages)}]",
        f"title: {text('title', given=title)}",
        "",
        "# The ladder, lowest stage first. `steps` lead to the next stage: `changes` names the answers that a step",
        "# changes, the one aimed at first; effort is low, medium or high.",
        "stages:",
    )
    for number, (stage, stage_id) in enumerate(zip(stages, ids, strict=True), start=1):
        last = number == stages_
        yield f"  - id: {stage_id}"
        yield f"    name: {text('stage', number, stage)}"
        yield f"    summary: {text('summary', number)}"
        yield f"    ahead: {text('ahead_last' if last else 'ahead', number)}"
        yield "    steps:"
        for step in range(1, 2 if last else min(signals, 3) + 1):
            yield f"      - id: stage-{number}-step-{step}"
            yield f"        do: {text('upkeep' if last else 'do', number)}"
            yield f"        why: {text('why')}"
            if not last:
                yield f"        changes: {{signal_{step}: [{', '.join(_targets(number, stages_, options))}]}}"
            yield f"        effort: {_EFFORTS[(step - 1) % len(_EFFORTS)]}"
    yield from (
        "",
        "# The questions. of_100: of 100 subjects at each stage (first stage first), how many would give this answer?",
        "# Each column adds up to 100. Avoid 0 and 100: people differ.",
        "signals:",
    )
    rows = _frequencies(stages_, options)
    for number in range(1, signals + 1):
        yield f"  - id: signal_{number}"
        yield f"    question: {text('question', number)}"
        yield f"    help: {text('help')}"
        yield "    options:"
        for at, row in enumerate(rows, start=1):
            numbers = ", ".join(f"{value:>2}" for value in row)
            yield f"      - {{id: answer_{at}, label: {text('label', at)}, of_100: [{numbers}]}}"
    yield from (
        "",
        "# Examples whose stage you know; `stagecli model test FILE` tells how they are read.",
        "cases:",
    )
    for number, stage_id in enumerate(ids, start=1):
        answer = f"answer_{_peak(number - 1, stages_, options) + 1}"
        answers = ", ".join(f"signal_{signal}: {answer}" for signal in range(1, signals + 1))
        word = _WORDS.get(languages[0], _WORDS["en"])["case"].format(number=number)
        yield f"  - {{name: {_quoted(word)}, stage: {stage_id}, answers: {{{answers}}}}}"


def _unique(ids: Sequence[str]) -> list[str]:
    found: list[str] = []
    for each in ids:
        free = (name for number in count(1) if (name := each if number == 1 else f"{each}-{number}") not in found)
        found.append(next(free))
    return found


def _quoted(text: str) -> str:
    """Quote any text for YAML, in double quotes."""
    whole = text.encode("utf-8", "replace").decode().replace("\\", "\\\\").replace('"', '\\"')
    shown = "".join(letter if letter.isprintable() else f"\\U{ord(letter):08x}" for letter in whole)
    return f'"{shown}"'


def _peak(stage: int, stages: int, options: int) -> int:
    """The index of a stage's commonest option: options are spread evenly over the ladder."""
    return round(stage * (options - 1) / (stages - 1))


def _targets(number: int, stages: int, options: int) -> list[str]:
    """A step's targets: the next stage's commonest answer, and those above it, which count as met."""
    return [f"answer_{at + 1}" for at in range(_peak(number, stages, options), options)]


def _frequencies(stages: int, options: int) -> list[list[int]]:
    """For each option, how many of 100 at each stage: a bell around the stage's own option, in whole numbers."""
    columns = []
    for stage in range(stages):
        centre = stage * (options - 1) / (stages - 1)
        weights = [math.exp(-((at - centre) ** 2)) + 0.05 for at in range(options)]
        column = [round(100 * weight / sum(weights)) for weight in weights]
        column[_peak(stage, stages, options)] += 100 - sum(column)
        columns.append(column)
    return [list(row) for row in zip(*columns, strict=True)]
