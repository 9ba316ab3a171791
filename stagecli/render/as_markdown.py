"""Markdown: a report to paste into a document or an issue."""

import re
from collections.abc import Iterator

from stagecli.escaping import visible
from stagecli.report.sections import AnswerTable, Balance, Climb, Content, Ladder, Paragraph, Points, Report, Steps

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>()#|~$!&])")
_EMOJI = re.compile(r":([\w+-]+):", re.ASCII)
_LEADING = re.compile(r"^(\d*)([-+=.])")  # a list item or an underline, at the start of a line


def escaped(text: str) -> str:
    """Escape any text for Markdown: no markup, no HTML, no link, on one line."""
    safe = _SPECIAL.sub(r"\\\1", visible(text))
    safe = safe.replace("\\<", "&lt;").replace("\\>", "&gt;").replace("\\&", "&amp;")
    safe = safe.replace("://", "&#58;//").replace("@", "&#64;").replace("www.", "www&#46;")  # otherwise shown as links
    safe = _EMOJI.sub(r"&#58;\1&#58;", safe)
    return _LEADING.sub(r"\1\\\2", safe.lstrip())


def render(report: Report) -> str:
    """Render the report as Markdown."""
    lines = [
        f"# {escaped(report.heading)}",
        *(["", escaped(report.by)] if report.by else []),
        "",
        f"**{escaped(report.headline)}:** {escaped(report.stage_names)}",
        "",
        escaped(report.summary),
        "",
    ]
    for section in report.sections:
        lines += [f"## {escaped(section.heading)}", ""]
        for block in section.blocks:
            lines += [*_block(block), ""]
    lines += [f"- {escaped(remark)}" for remark in report.remarks]
    lines += ["", f"{escaped(report.source)} (`sha256:{report.sha256}`)"]
    return "\n".join(lines) + "\n"


def _block(block: Content) -> Iterator[str]:
    match block:
        case Paragraph():
            yield escaped(block.text)
        case Points():
            for question, said in block.items:
                yield f"- {escaped(f'{question} {said}'.lstrip())}"
        case Steps():
            yield from _steps(block)
        case Ladder():
            yield from _ladder(block)
        case Balance():
            yield from _balance(block)
        case AnswerTable():
            yield from _table("|---|---|", (block.headings, *block.rows))
        case Climb():
            yield from _climb(block)


def _steps(steps: Steps) -> Iterator[str]:
    for step in steps.first:
        yield f"{step.number}. **{escaped(step.do)}** ({escaped(step.details)})  "
        yield f"   {escaped(step.why)}"
    if steps.folded:
        yield ""
        yield escaped(steps.folded)


def _climb(climb: Climb) -> Iterator[str]:
    for point in climb.points:
        yield f"- **{escaped(point.date or '-')}:** {escaped(f'{point.headline}, {point.name}')}"
        yield from (f"  - {escaped(change)}" for change in point.changes)


def _ladder(ladder: Ladder) -> Iterator[str]:
    rows = []
    for rung in ladder.rungs:
        note = f"**{escaped(rung.note)}**" if rung.here or rung.or_here else escaped(rung.note)
        chance = f"{rung.probability:.6f}" if ladder.precise else escaped(rung.percent)
        rows.append(f"| {rung.number} | {escaped(rung.name)} | {chance} | {note} |")
    yield from (
        f"|  | {escaped(ladder.headings[0])} | {escaped(ladder.headings[1])} |  |",
        "|---:|---|---:|---|",
        *rows,
    )


def _balance(balance: Balance) -> Iterator[str]:
    rows = [(f"{each.question} {each.answer}".lstrip(), each.words) for each in balance.weights]
    yield from _table("|---|---:|", (balance.headings, *rows))
    yield f"| **{escaped(balance.total.answer)}** | **{escaped(balance.total.words)}** |"


def _table(rule: str, rows: tuple[tuple[str, str], ...]) -> Iterator[str]:
    for number, row in enumerate(rows):
        yield f"| {escaped(row[0])} | {escaped(row[1])} |"
        if not number:
            yield rule
