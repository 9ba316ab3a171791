"""What every format for people says in the same words: status, percentages, the shortest way."""

from stagecli.assessment import Assessment, EvidenceRecord
from stagecli.classifier.posterior import millionths
from stagecli.escaping import visible
from stagecli.messages import message

NEGLIGIBLE = 0.05
"""Nats: an answer that moves the balance by less spoke neither for nor against."""


def pro_and_contra(assessment: Assessment) -> tuple[list[EvidenceRecord], list[EvidenceRecord]]:
    """What spoke for the detected stage and what against it, strongest first; without what hardly spoke."""
    pro = [item for item in assessment.evidence if item.log_odds >= NEGLIGIBLE]
    contra = [item for item in reversed(assessment.evidence) if item.log_odds <= -NEGLIGIBLE]
    return pro, contra


def count(number: int, language: str) -> str:
    """A whole number with its thousands marked, as the language does it."""
    return f"{number:,}".replace(",", ".") if language == "el" else f"{number:,}"


def plural(number: int, noun: str) -> str:
    """A number of things in English."""
    return f"{count(number, 'en')} {noun}{'' if number == 1 else 's'}"


def percent(probability: float, language: str) -> str:
    """A probability in [0, 1] as a percentage; never 0 or 100 for what is neither."""
    space = "" if language == "el" else " "
    number = (millionths(probability) + 5_000) // 10_000
    if number == 100 and probability < 1:
        return f">99{space}%"
    if number == 0 and probability > 0:
        return f"<1{space}%"
    return f"{number}{space}%"


_MONTHS = {
    "en": ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
           "December"),
    "el": ("Ιανουαρίου", "Φεβρουαρίου", "Μαρτίου", "Απριλίου", "Μαΐου", "Ιουνίου", "Ιουλίου", "Αυγούστου",
           "Σεπτεμβρίου", "Οκτωβρίου", "Νοεμβρίου", "Δεκεμβρίου"),
}  # fmt: skip


def date_in_words(time: str | None, language: str) -> str:
    """The day of a time such as `2026-01-31T12:00:00Z`, as people write it; empty if there is none."""
    if time is None:
        return ""
    year, month, day = time[:10].split("-")
    return f"{int(day)} {_MONTHS['el' if language == 'el' else 'en'][int(month) - 1]} {year}"


def headline(assessment: Assessment) -> str:
    """The result in one line: the stage or stages, and how sure."""
    language = assessment.language
    first, second = assessment.stage, assessment.runner_up
    chance = {stage.number: percent(stage.probability, language) for stage in assessment.posterior}
    if assessment.status == "between":
        low, high = sorted((first.number, second.number))
        percents = f"{chance[low]} {message('and', language)} {chance[high]}"
        return message("status_between", language, low=low, high=high, percents=percents)
    return message(f"status_{assessment.status}", language, stage=first.number, percent=chance[first.number])


def stage_names(assessment: Assessment) -> str:
    """The name of the detected stage; of both, where the status is between two."""
    quoted = [message("quote", assessment.language, text=visible(assessment.stage.name))]
    if assessment.status == "between":
        both = sorted((assessment.stage, assessment.runner_up), key=lambda stage: stage.number)
        quoted = [message("quote", assessment.language, text=visible(stage.name)) for stage in both]
    return f" {message('and', assessment.language)} ".join(quoted)


def next_stage(assessment: Assessment) -> list[str]:
    """Which stage is next, and which one the steps aim at where that is a further one."""
    language = assessment.language
    if assessment.aim is None:
        return [message("last_stage", language)]
    following = assessment.posterior[assessment.stage.number]
    lines = [message("next_stage", language, number=following.number, name=visible(following.name))]
    if assessment.aim.number != following.number:
        lines.append(message("aim", language, number=assessment.aim.number, name=visible(assessment.aim.name)))
    return lines


def steps_heading(assessment: Assessment) -> str:
    """The heading of the steps; where the stage is unclear it says that they depend on it."""
    if assessment.aim is None:
        return message("upkeep", assessment.language)
    key = "steps_if" if assessment.status == "unclear" else "steps"
    return message(key, assessment.language, stage=assessment.stage.number)


def shortest_way(assessment: Assessment) -> str | None:
    """The shortest way in words, by the numbers that the steps are listed under; None at the last stage."""
    language = assessment.language
    if assessment.aim is None or not assessment.steps or assessment.status == "unclear":
        return None  # from where nobody knows yet, no way is the shortest
    if assessment.shortest_way is None:
        return message("way_none", language)
    numbers = {step.id: str(index + 1) for index, step in enumerate(assessment.steps)}
    named = sorted(numbers[step] for step in assessment.shortest_way.steps)
    last = named.pop()
    steps = f"{', '.join(named)} {message('and', language)} {last}" if named else last
    return message("way_many" if named else "way_one", language, steps=steps, number=assessment.aim.number)


def since(assessment: Assessment) -> tuple[str, list[str]] | None:
    """A heading and lines about what changed since the previous assessment; None if there was none."""
    previous, language = assessment.previous, assessment.language
    if previous is None:
        return None
    date = date_in_words(previous.time, language)
    heading = message("previous", language, date=date) if date else message("previous_undated", language)
    then, now = previous.stage.number, assessment.stage.number
    key = "previous_up" if now > then else "previous_down" if now < then else "previous_same"
    lines = [message(key, language, then=then, now=now, percent=percent(previous.confidence, language))]
    if previous.model_sha256 != assessment.model.sha256:
        lines.append(message("previous_model", language))
    if not previous.changes:
        lines.append(message("previous_no_changes", language))
    none = message("not_asked", language)
    for change in previous.changes:
        before, after = change.before or none, change.after or none
        lines.append(message("previous_change", language, question=change.question, before=before, after=after))
    return heading, [visible(line) for line in lines]


def remarks(assessment: Assessment) -> list[str]:
    """What the result should be read with: stages ruled out, answers not counted, coverage, where numbers come from."""
    language = assessment.language
    questions = {answer.signal: visible(answer.question) for answer in assessment.answers}
    ruled_out: dict[str, list[str]] = {}
    for stage in assessment.posterior:
        for signal in stage.ruled_out_by:
            ruled_out.setdefault(signal, []).append(str(stage.number))
    lines = [
        message("stages_ruled_out", language, question=questions[signal], numbers=", ".join(numbers))
        for signal, numbers in ruled_out.items()
    ]
    lines += [message("not_counted", language, question=questions[signal]) for signal in assessment.not_counted]
    coverage = assessment.coverage
    lines.append(message("coverage", language, answered=coverage.answered, applicable=coverage.applicable))
    fitted_to = assessment.model.fitted_to
    lines.append(
        message("judgement", language) if fitted_to is None else message("fitted", language, subjects=fitted_to)
    )
    return lines
