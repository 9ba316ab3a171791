"""Markdown: an assessment to paste into a document or an issue."""

import re

from stagecli.assessment import Assessment
from stagecli.escaping import visible
from stagecli.messages import message
from stagecli.render.wording import (
    headline,
    next_stage,
    percent,
    pro_and_contra,
    remarks,
    shortest_way,
    since,
    stage_names,
    steps_heading,
)

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>()#|~$!&])")
_EMOJI = re.compile(r":([\w+-]+):", re.ASCII)
_LEADING = re.compile(r"^(\d*)([-+=.])")  # a list item or an underline, at the start of a line


def escaped(text: str) -> str:
    """Any text as Markdown that shows just that text: no markup, no HTML, no link, on one line."""
    safe = _SPECIAL.sub(r"\\\1", visible(text))
    safe = safe.replace("\\<", "&lt;").replace("\\>", "&gt;").replace("\\&", "&amp;")
    safe = safe.replace("://", "&#58;//").replace("@", "&#64;").replace("www.", "www&#46;")  # else shown as links
    safe = _EMOJI.sub(r"&#58;\1&#58;", safe)
    return _LEADING.sub(r"\1\\\2", safe.lstrip())


def render(assessment: Assessment, *, explain: bool = False) -> str:
    """The assessment as Markdown.

    Args:
        assessment: what to show.
        explain: add what each answer did, in nats.

    """
    language = assessment.language
    title = assessment.model.title
    heading = f"{assessment.subject}: {title}" if assessment.subject else title
    lines = [
        f"# {escaped(heading)}",
        "",
        f"**{headline(assessment)}:** {escaped(stage_names(assessment))}",
        "",
    ]
    summary = message("summary", language, stage=assessment.stage.number, summary=assessment.summary)
    lines += [escaped(summary), "", *_ladder(assessment), *_why(assessment)]
    found = since(assessment)
    if found is not None:
        heading, changes = found
        lines += [f"## {escaped(heading)}", "", *(f"- {escaped(change)}" for change in changes), ""]
    lines += [f"## {message('ahead', language)}", "", escaped(" ".join(next_stage(assessment))), ""]
    lines += [escaped(assessment.ahead), "", *_steps(assessment)]
    if explain:
        lines += _explain(assessment)
    lines += [f"## {message('all_answers', language)}", "", *_answers(assessment), ""]
    lines += [f"- {escaped(remark)}" for remark in remarks(assessment)]
    model = assessment.model
    source = message("model_line", language, id=model.id, version=model.version, time=assessment.time or "-")
    lines += ["", f"{escaped(source)} (`sha256:{model.sha256}`)"]
    return "\n".join(lines) + "\n"


def _ladder(assessment: Assessment) -> list[str]:
    language = assessment.language
    lines = [f"|  | {message('stage', language)} | {message('probability', language)} |  |", "|---:|---|---:|---|"]
    for stage in assessment.posterior:
        note = message("ruled_out", language) if stage.ruled_out_by else ""
        if stage.number == assessment.stage.number:
            note = f"**{message('here' if assessment.status != 'unclear' else 'closest', language)}**"
        elif stage.number == assessment.runner_up.number and assessment.status == "between":
            note = f"**{message('or_here', language)}**"
        chance = escaped(percent(stage.probability, language))
        lines.append(f"| {stage.number} | {escaped(stage.name)} | {chance} | {note} |")
    return [*lines, ""]


def _why(assessment: Assessment) -> list[str]:
    language = assessment.language
    lines: list[str] = []
    pro, contra = pro_and_contra(assessment)
    titles = (message("spoke_for", language, other=assessment.runner_up.number), message("spoke_against", language))
    for title, items in zip(titles, (pro, contra), strict=True):
        if items:
            lines += [f"## {title}", ""]
            for item in items:
                lines.append(f"- {escaped(item.question)} {escaped(item.label)}")
            lines.append("")
    if assessment.surprises:
        lines += [f"## {message('surprises', language)}", ""]
        for surprise in assessment.surprises:
            stage = surprise.likelier_at
            text = message("surprise", language, label=surprise.label, number=stage.number, name=stage.name)
            lines.append(f"- {escaped(text)}")
        lines.append("")
    if assessment.worth_asking:
        lines += [f"## {message('worth_asking', language)}", ""]
        lines += [f"- {escaped(question.question)}" for question in assessment.worth_asking[:3]]
        lines.append("")
    return lines


def _steps(assessment: Assessment) -> list[str]:
    language = assessment.language
    if assessment.aim is None and not assessment.steps:
        return []  # a ladder need not say what keeps one at the top
    lines = [f"## {steps_heading(assessment)}", ""]
    if not assessment.steps:
        lines += [message("no_steps", language), ""]
    numbers = {step.id: index for index, step in enumerate(assessment.steps, start=1)}
    for step in assessment.steps:
        details = [message(f"effort_{step.effort}", language)]
        if step.after is not None:
            details.append(message("after_step", language, number=numbers[step.after]))
        lines.append(f"{numbers[step.id]}. **{escaped(step.do)}** ({', '.join(details)})  ")
        lines.append(f"   {escaped(message('why', language, why=step.why))}")
    if assessment.steps:
        lines.append("")
    way = shortest_way(assessment)
    return [*lines, f"**{message('shortest_way', language)}:** {way}", ""] if way else lines


def _explain(assessment: Assessment) -> list[str]:
    language = assessment.language
    stage, other = assessment.stage.number, assessment.runner_up.number
    lines = [
        f"## {message('explain', language)}",
        "",
        escaped(message("explain_how", language, stage=stage, other=other)),
        "",
    ]
    lines += [f"| {message('question', language)} | {message('answer', language)} | nats |", "|---|---|---:|"]
    lines.append(f"| {message('prior', language)} |  | {assessment.prior_log_odds:+.3f} |")
    for item in assessment.evidence:
        lines.append(f"| {escaped(item.question)} | {escaped(item.label)} | {item.log_odds:+.3f} |")
    lines += [f"| **{message('total', language)}** |  | **{assessment.log_odds:+.3f}** |", ""]
    lines += [f"## {message('posterior', language)}", "", f"|  | {message('stage', language)} | P |", "|---:|---|---:|"]
    lines += [f"| {item.number} | {escaped(item.name)} | {item.probability:.6f} |" for item in assessment.posterior]
    return [*lines, ""]


def _answers(assessment: Assessment) -> list[str]:
    language = assessment.language
    lines = [f"| {message('question', language)} | {message('answer', language)} |", "|---|---|"]
    for answer in assessment.answers:
        given = escaped(answer.label) if answer.label is not None else message(answer.state, language)
        if answer.number is not None:
            given += f" ({answer.number:.12g})"
        lines.append(f"| {escaped(answer.question)} | {given} |")
    return lines
