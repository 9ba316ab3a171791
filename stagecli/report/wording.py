"""Wording that all reports share: status, percentages, dates, what changed."""

from collections.abc import Sequence

from stagecli.assessment import AnswerChange, Assessment
from stagecli.assessment.localized import LocalizedModel
from stagecli.assessment.signal_answers import GivenOption, SignalAnswer
from stagecli.classifier.rounding import millionths
from stagecli.dates import local_day
from stagecli.messages import message
from stagecli.model import FieldTest

NEGLIGIBLE = 0.05
"""Nats: an answer that moves the balance by less is neither for nor against."""
_A_LOT = 0.5  # nats: from here on an answer counts strongly


def count(number: int, language: str) -> str:
    """A whole number with thousands separators, as the language writes it."""
    return f"{number:,}".replace(",", ".") if language == "el" else f"{number:,}"


def plural(number: int, noun: str) -> str:
    """A number with an English noun, plural unless the number is 1."""
    return f"{count(number, 'en')} {noun}{'' if number == 1 else 's'}"


def signed(number: float, decimals: int, language: str) -> str:
    """A number with its sign and a number of decimals, as the language writes it."""
    text = f"{round(number, decimals) + 0.0:+.{decimals}f}".replace("-", "−")  # 0.0 turns a negative zero into 0
    return text.replace(".", ",") if language == "el" else text


def weight(log_odds: float, language: str) -> str:
    """How far an answer tips the balance, in words."""
    if abs(log_odds) < NEGLIGIBLE:
        return message("weight_nothing", language)
    side = "for" if log_odds > 0 else "against"
    return message(f"weight_{side}_{'a_lot' if abs(log_odds) >= _A_LOT else 'a_little'}", language)


def plain(number: float, language: str) -> str:
    """A number as the language writes it."""
    text = f"{number:.12g}"
    return text.replace(".", ",") if language == "el" else text


def percent(probability: float) -> str:
    """A probability from 0 to 1 as a percentage; only 0 itself gives 0%, and only 1 gives 100%."""
    number = (millionths(probability) + 5_000) // 10_000
    if number == 100 and probability < 1:
        return ">99%"
    if number == 0 and probability > 0:
        return "<1%"
    return f"{number}%"


def date_in_words(time: str | None, language: str) -> str:
    """The day of an assessment's time, in words; empty if there is none."""
    if not time:
        return ""
    year, month, day = local_day(time).split("-")
    return f"{int(day)} {message('months', language).split()[int(month) - 1]} {year}"


def days_in_words(days: tuple[str, str], language: str) -> str:
    """From the first day to the last, in words; once if they are the same."""
    first, last = (date_in_words(day, language) for day in days)
    return first if first == last else f"{first} – {last}"


def headline(assessment: Assessment, language: str) -> str:
    """The result on one line: the stage or stages, and how sure."""
    first, second = assessment.stage.number, assessment.runner_up.number
    chance = {stage.number: percent(stage.probability) for stage in assessment.posterior}
    return message(
        f"status_{assessment.status}", language, stage=first, percent=chance[first], other=second,
        other_percent=chance[second],
    )  # fmt: skip


def stage_names(assessment: Assessment, texts: LocalizedModel) -> str:
    """The detected stage's name; both names if the status is `between`."""
    named = [assessment.stage, *([assessment.runner_up] if assessment.status == "between" else [])]
    quoted = [message("quote", texts.language, text=texts.stage_name(stage)) for stage in named]
    return f" {message('or', texts.language)} ".join(quoted)


def answer(
    given: GivenOption | SignalAnswer, signal: str, texts: LocalizedModel, later: LocalizedModel | None = None
) -> str:
    """An answer's label, with the number if one was given; by a later model's label if this one lacks it."""
    label = texts.label(signal, given.option or "", later)
    return label if given.number is None else f"{label} ({plain(given.number, texts.language)})"


def shortest_way(numbers: Sequence[int], language: str) -> str:
    """The shortest way in words, by the numbers of its steps in the list; says so if no steps are enough."""
    named = list(map(str, sorted(numbers)))
    if not named:
        return message("way_none", language)
    if len(named) == 1:
        return message("way_one", language, step=named[0])
    steps = f"{', '.join(named[:-1])} {message('and', language)} {named[-1]}"
    return message("way_many", language, count=message(f"number_{len(named)}", language), steps=steps)


def since(assessment: Assessment, texts: LocalizedModel) -> tuple[str, list[str], list[str]] | None:
    """A heading, sentences and changed answers since the previous assessment; None if there was none."""
    previous, language = assessment.previous, texts.language
    if previous is None:
        return None
    date = date_in_words(previous.time, language)
    heading = message("previous", language, date=date) if date else message("previous_undated", language)
    then, now = previous.stage.number, assessment.stage.number
    for stage in assessment.posterior:  # its number on the present ladder
        then = stage.number if stage.id == previous.stage.id else then
    how, sure = "_uncertain" if previous.uncertain else "", percent(previous.confidence)
    sentences = [message(f"previous_{previous.direction}{how}", language, then=then, now=now, percent=sure)]
    if previous.model_sha256 != assessment.model.sha256:
        sentences.append(message("previous_model", language))
    if not previous.changes:
        sentences.append(message("previous_no_changes", language))
    return heading, sentences, [change(each, texts, texts) for each in previous.changes]


def change(changed: AnswerChange, texts: LocalizedModel, then: LocalizedModel) -> str:
    """A changed answer in words; the earlier one's are of the model of then."""
    none = message("not_asked", texts.language)
    before, after = (
        none if given is None else answer(given, changed.signal, own, texts)
        for given, own in ((changed.before, then), (changed.after, texts))
    )
    return message(
        "previous_change", texts.language, question=texts.question(changed.signal), before=before, after=after
    )


def basis(fitted_to: int | None, test: FieldTest | None, language: str) -> str:
    """What the percentages are based on, and how well the ladder read subjects that it had never seen."""
    if fitted_to is not None:
        said = message("fitted", language, subjects=fitted_to)
    else:
        said = message("judgement" if test is None else "estimate", language)
    return said if test is None else f"{said} {field_test(test, language)}"


def field_test(test: FieldTest, language: str) -> str:
    """How well a ladder read subjects that it had never seen, and what its author says of them in this language."""
    found = message(
        "field_test", language, subjects=test.subjects, exact=percent(test.exact), accepted=percent(test.accepted)
    )
    return found if test.note is None else f"{found} {test.note}"
