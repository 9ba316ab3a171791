"""What a questionnaire returned, given to assess: its JSON, its line, mails as programs save them, and their damage."""

import base64
import json
import quopri
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from stagecli.answers import Answer
from stagecli.answers_file import FiledAnswers
from stagecli.answers_file.reading import read_answers
from stagecli.answers_file.returned import Returned, ReturnedModel, answers_line
from stagecli.errors import AnswersError
from tests.conftest import MODELS, Run
from tests.ladders import SMALL

Runner = Callable[..., Run]
MODEL = ("--model", str(MODELS / "small.yaml"))
RETURNED = Returned(
    model=ReturnedModel(**SMALL.reference),
    reference="r3_F-x",
    subject="Φούρνος «Ήλιος»",
    time="2025-11-26T22:00:00Z",
    language="el",
    answers={"copies": "some", "age": 3.5, "tested": "dont_know"},
)
LINE = answers_line(RETURNED)
FILED = FiledAnswers(
    {"copies": Answer("some", "file"), "age": Answer("fresh", "file", 3.5), "tested": Answer("dont_know", "file")},
    "Φούρνος «Ήλιος»",
    "2025-11-26T22:00:00Z",
    "r3_F-x",
    returned=True,
)


def contract(**values: Any) -> dict[str, Any]:
    """The JSON that the page downloads, with other values."""
    whole = {name: getattr(RETURNED, name) for name in RETURNED.__struct_fields__}
    return {**whole, "model": SMALL.reference, **values}


def changed(line: list[Any]) -> str:
    """A sound line with another list in it."""
    import zlib

    inside = base64.urlsafe_b64encode(json.dumps(line).encode()).rstrip(b"=")
    return f"stagecli[{inside.decode()}.{zlib.crc32(inside):08x}]stagecli"


def fields(**values: Any) -> list[Any]:
    names = {
        "form": 1,
        **SMALL.reference,
        **{name: getattr(RETURNED, name) for name in ("reference", "subject", "time")},
    }
    return [*{**names, "language": "el", "answers": RETURNED.answers, **values}.values()]


def read(data: str | bytes, file: str = "a.txt") -> FiledAnswers:
    return read_answers(SMALL, data.encode() if isinstance(data, str) else data, file)


def refused(data: str | bytes, file: str = "a.txt", language: str = "en") -> str:
    with pytest.raises(AnswersError) as error:
        read(data, file)
    return error.value.text(language)


# Mails


def mail(body: str | bytes, *headers: str, kind: str = "text/plain; charset=utf-8") -> bytes:
    top = ["From: Maria <m@example.org>", "Subject: =?utf-8?B?zpE=?=", "MIME-Version: 1.0", f"Content-Type: {kind}"]
    head = "\r\n".join([*top, *headers])
    return head.encode() + b"\r\n\r\n" + (body.encode() if isinstance(body, str) else body)


def parts(kind: str, *bodies: bytes, boundary: str = "=_b1") -> bytes:
    """A mail of several parts, each with its own headers."""
    inside = b"".join(f"--{boundary}\r\n".encode() + body + b"\r\n" for body in bodies)
    return mail(inside + f"--{boundary}--\r\n".encode(), kind=f'multipart/{kind}; boundary="{boundary}"')


def part(body: str, kind: str = "text/plain; charset=utf-8", *headers: str) -> bytes:
    return "\r\n".join([f"Content-Type: {kind}", *headers, "", body]).encode()


BODY = f"Καλημέρα, οι απαντήσεις μας.\r\n\r\n{LINE}\r\n\r\nΜαρία\r\n"
FOLDED = "\r\n".join(re.findall(".{1,60}", LINE))
FLOWED = " \r\n".join(re.findall(".{1,72}", LINE))
QUOTED = "\r\n".join(f"> {piece}" for piece in re.findall(".{1,70}", LINE))
OUTLOOK = (
    '<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style><!-- p {margin:0} --></style></head><body>'
    "<div class=MsoNormal>Καλημέρα<o:p></o:p></div>\r\n"
    f'<p class="MsoNormal"><span lang=EL>{LINE[:6]}</span><wbr>{LINE[6:50]}<br>\r\n&gt; {LINE[50:90]}'
    f"</p><p>&nbsp;{LINE[90:200]}&shy;<b>{LINE[200:-5]}</b>\r\n{LINE[-5:]}</p></body></html>"
)
JSON = json.dumps(contract(), ensure_ascii=False, indent=2)
ATTACHED = part(
    base64.encodebytes(JSON.encode()).decode(),
    'application/json; name="answers.json"',
    "Content-Transfer-Encoding: base64",
    'Content-Disposition: attachment; filename="answers-2025-11-26.json"',
)
IMAGE = part(base64.encodebytes(bytes(range(256)) * 40).decode(), "image/png", "Content-Transfer-Encoding: base64")
FORWARDED = (
    "---------- Forwarded message ---------\r\nFrom: Maria <m@example.org>\r\nDate: Wed, 26 Nov 2025\r\n"
    f"Subject: Answers\r\nTo: <me@example.org>\r\n\r\n\r\n{FOLDED}\r\n"
)
MAILS = {
    "8bit": mail(BODY, "Content-Transfer-Encoding: 8bit"),
    "no encoding named": mail(BODY),
    "quoted-printable": mail(quopri.encodestring(BODY.encode()), "Content-Transfer-Encoding: quoted-printable"),
    "base64": mail(base64.encodebytes(BODY.encode()), "Content-Transfer-Encoding: base64"),
    "line ends of Unix": mail(BODY).replace(b"\r\n", b"\n"),
    "Greek of Windows": mail(BODY.encode("cp1253"), kind="text/plain; charset=windows-1253"),
    "UTF-16": mail(base64.encodebytes(BODY.encode("utf-16")), "Content-Transfer-Encoding: base64",
                   kind="text/plain; charset=UTF-16"),
    "UTF-7": mail(BODY.encode("utf-7"), kind="text/plain; charset=utf-7"),
    "a charset that nobody knows": mail(BODY, kind="text/plain; charset=x-nobody"),
    "no charset": mail(BODY, kind="text/plain"),
    "flowed": mail(FLOWED, kind="text/plain; charset=utf-8; format=flowed; delsp=yes"),
    "quoted": mail(f"On Wednesday Maria wrote:\r\n{QUOTED}\r\n"),
    "quoted twice": mail(QUOTED.replace("> ", ">> ") + "\r\nThanks\r\n"),
    "HTML only": mail(OUTLOOK, kind="text/html; charset=utf-8"),
    "HTML only, quoted-printable": mail(quopri.encodestring(OUTLOOK.encode()),
                                        "Content-Transfer-Encoding: quoted-printable", kind="text/html"),
    "text and HTML": parts("alternative", part(BODY), part(OUTLOOK, "text/html; charset=utf-8")),
    "HTML, and text without it": parts("alternative", part("See HTML."), part(OUTLOOK, "text/html; charset=utf-8")),
    "text, and HTML that a program spoiled": parts("alternative", part(BODY), part(LINE[:99], "text/html")),
    "in a part of a part": parts("mixed", parts("alternative", part(BODY), part(OUTLOOK, "text/html"), boundary="in")),
    "a Gmail forward": mail(FORWARDED),
    "forwarded as an attachment": parts("mixed", part("See below."), part(mail(BODY).decode(), "message/rfc822")),
    "forwarded twice": parts("mixed", part(parts("mixed", part(mail(FOLDED).decode(), "message/rfc822"),
                                                 boundary="in").decode(), "message/rfc822")),
    "an attached file": parts("mixed", part("Here they are."), ATTACHED),
    "an attached file and the line": parts("mixed", part(BODY), IMAGE, ATTACHED),
    "an attached file of no type": parts("mixed", ATTACHED.replace(b"application/json", b"application/octet-stream")),
    "the line in an attached text": parts("mixed", part(FOLDED, "application/octet-stream")),
    "the same line twice": mail(f"{LINE}\r\n\r\n> {LINE}\r\n"),
    "as mbox has it": b"From m@example.org Wed Nov 26 22:00:00 2025\n" + mail(BODY).replace(b"\r\n", b"\n"),
    "without an end": parts("mixed", part(BODY)).removesuffix(b"--=_b1--\r\n"),
}  # fmt: skip


@pytest.mark.parametrize("name", MAILS)
@pytest.mark.parametrize("file", ["a.eml", "saved", "-"])
def test_a_saved_mail_is_read_whatever_program_wrote_it(name: str, file: str) -> None:
    assert read(MAILS[name], file) == FILED


TEXTS = {
    "the line alone": LINE.encode(),
    "a line among others": BODY.encode(),
    "folded": FOLDED.encode(),
    "quoted": QUOTED.encode(),
    "of Windows": BODY.encode("cp1253"),
    "UTF-16": BODY.encode("utf-16"),
    "with a mark of UTF-8": b"\xef\xbb\xbf" + BODY.encode(),
    "headers that were copied": f"From: Maria\nSubject: Answers\n\n{LINE}".encode(),
    "as a mail's source has it": quopri.encodestring(BODY.encode()),
    "a page that was saved": OUTLOOK.encode(),
    "how to install": f"pip install stagecli[batch]\nWrite stagecli[ to ]stagecli.\n{LINE}".encode(),
}


@pytest.mark.parametrize("name", TEXTS)
@pytest.mark.parametrize("file", ["a.txt", "a.yaml", "-"])
def test_the_line_is_found_in_any_text(name: str, file: str) -> None:
    assert read(TEXTS[name], file) == FILED


@pytest.mark.parametrize("file", ["a.json", "a.JSON", "a.yaml", "-"])
@pytest.mark.parametrize("indent", [None, 2, "\t"])
def test_the_downloaded_file_is_read(file: str, indent: int | str | None) -> None:
    for escaped in (True, False):
        if indent != "\t" or file.lower() == "a.json":
            assert read(json.dumps(contract(), ensure_ascii=escaped, indent=indent), file) == FILED


def test_a_mail_may_be_larger_than_other_files(run: Runner, tmp_path: Path) -> None:
    picture = part(base64.encodebytes(bytes(4_000_000)).decode(), "image/png", "Content-Transfer-Encoding: base64")
    file = tmp_path / "a.eml"
    file.write_bytes(parts("mixed", part(BODY), picture))
    done = run("assess", *MODEL, "--answers", str(file), "--format", "json")
    assert (done.code, done.err) == (0, "")
    result = json.loads(done.out)
    assert (result["subject"], result["time"]) == (RETURNED.subject, RETURNED.time)
    assert {each["signal"]: each["number"] for each in result["answers"]}["age"] == 3.5
    file.write_bytes(parts("mixed", part(BODY), picture, picture, picture))
    done = run("assess", *MODEL, "--answers", str(file))
    assert (done.code, done.out) == (2, "")
    assert done.err == (
        f"{file}: 10,000,001 bytes are more than the 10,000,000 that are read. "
        "Save the line or the file that counts on its own.\n"
    )


# What no longer fits


def test_another_version_of_the_ladder_says_what_no_longer_fits(run: Runner, tmp_path: Path) -> None:
    answers = {"copies": "some", "often": "never", "age": 99999, "gone": "yes", "tested": 3}
    line = changed(fields(version="1", sha256="0" * 64, answers=answers))
    for text in (line, json.dumps(contract(model={"id": "small", "version": "1", "sha256": "0"}, answers=answers))):
        file = tmp_path / "a.txt"
        file.write_text(text, "utf-8")
        done = run("assess", *MODEL, "--answers", str(file), "--lang", "en", "--format", "json")
        assert done.code == 0
        assert done.err == (
            "The ladder has changed since; these answers no longer fit and are left out: often, age, gone, tested.\n"
        )
        assert {each["signal"] for each in json.loads(done.out)["answers"] if each["option"]} == {"copies"}


COPY = "Copy it again, with the word stagecli at both ends, or ask for the file that the page downloads."
SAVE = "Save the mail that the questionnaire wrote as .eml or text, or its downloaded file."
AGAIN = "Save the line or the file that counts on its own."
NEWER = "Get the newest stagecli: the questionnaire may be newer than this one."
DAMAGED = f"the line of answers is damaged: its checksum is that of another. {COPY}"
CUT = f"the line of answers is cut: it lacks its beginning or its end. {COPY}"
OTHER = Returned(model=RETURNED.model, answers={"copies": "missing"}, time=RETURNED.time)
DEEP = b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (at, at) for at in range(2000))
WRONG: dict[str, tuple[str | bytes, str]] = {
    "cut": (f"Hello\n\n{LINE[:-9]}", f"a.txt:3: {CUT}"),
    "cut in its mark": (LINE[:-1], f"a.txt:1: {CUT}"),
    "without its beginning": (LINE[9:], f"a.txt:1: {CUT}"),
    "a character changed": (f"{LINE[:99]}{'x' if LINE[99] != 'x' else 'y'}{LINE[100:]}", f"a.txt:1: {DAMAGED}"),
    "a checksum changed": (f"{LINE[:-10]}{'0' if LINE[-10] != '0' else '1'}]stagecli", f"a.txt:1: {DAMAGED}"),
    "a character lost": (f"{LINE[:99]}{LINE[100:]}", f"a.txt:1: {DAMAGED}"),
    "no JSON inside": ("stagecli[WzEs.8e1e4e1a]stagecli", f"a.txt:1: {DAMAGED}"),
    "another ladder": (
        changed(fields(id="big\x1b")),
        "a.txt: model.id: these answers are for the ladder 'big\x1b', not for 'small'. Name that ladder with --model.",
    ),
    "another form": (
        changed(fields(form=2)),
        f"a.txt: contract: the form of these answers, 'stagecli/answers/2', is unknown here. {NEWER}",
    ),
    "too short": (
        changed(fields()[:8]),
        "a.txt: these answers are not whole: Object missing required field `answers`.",
    ),
    "no time": (
        changed(fields(time="2025-02-30T00:00:00Z")),
        "a.txt: time: '2025-02-30T00:00:00Z' is neither a day such as 2026-01-31 nor a time such as "
        "2026-01-31T12:00:00Z.",
    ),
    "half a character": (changed(fields(subject="\ud800")), f"a.txt:1: {DAMAGED}"),
    "two lines": (
        f"{LINE}\n{answers_line(OTHER)}",
        f"a.txt: it has different answers, each returned by a questionnaire. {AGAIN}",
    ),
    "two in a mail": (
        mail(f"{LINE}\r\n\r\n> {answers_line(OTHER)}"),
        f"a.txt: it has different answers, each returned by a questionnaire. {AGAIN}",
    ),
    "a line and a file that differ": (
        parts("mixed", part(answers_line(OTHER)), ATTACHED),
        f"a.txt: it has different answers, each returned by a questionnaire. {AGAIN}",
    ),
    "cut in a mail": (mail(LINE[:-9]), f"a.txt: {CUT}"),
    "a file cut in a mail": (
        parts("mixed", part(JSON[:-5], "application/json")),
        "a.txt: not valid JSON: expecting ',' delimiter.",
    ),
    "a mail without it": (mail("Thank you!"), f"a.txt: this mail has no answers in it. {SAVE}"),
    "the page itself": ("<!doctype html><title>A</title>", f"a.txt: this page has no answers in it. {SAVE}"),
    "the page itself in a mail": (
        parts("mixed", part("<!doctype html><title>A</title>", "text/html")),
        f"a.txt: this mail has no answers in it. {SAVE}",
    ),
    "Outlook's own": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        f"a.txt: this is a mail in a form that only Outlook reads. {SAVE}",
    ),
    "too deep": (DEEP + mail(LINE), f"a.txt: this mail has too many parts. {AGAIN}"),
    "too deep, forwarded": (
        b"Content-Type: message/rfc822\n\n" * 3000 + mail(LINE),
        f"a.txt: this mail has too many parts. {AGAIN}",
    ),
    "many lines in many parts": (
        DEEP[:10_000] + b"a\n" * 400_000,
        f"a.txt: this mail has too many parts. {AGAIN}",
    ),
    "an endless header": (
        mail(LINE, kind=f"text/plain; {';' * 1_000_000}"),
        f"a.txt: this mail has too many parts. {AGAIN}",
    ),
}  # fmt: skip


@pytest.mark.parametrize("how", WRONG)
def test_what_is_wrong_with_returned_answers_is_told(how: str) -> None:
    data, said = WRONG[how]
    assert refused(data) == said


def test_it_is_told_in_greek_too() -> None:
    assert refused(LINE[:-9], language="el") == (
        "a.txt:1: η γραμμή με τις απαντήσεις είναι κομμένη: λείπει η αρχή ή το τέλος της. Αντιγράψτε την ξανά, με τη "
        "λέξη stagecli και στις δύο άκρες, ή ζητήστε το αρχείο που κατεβάζει η σελίδα."
    )
    assert refused(changed(fields(id="big")), language="el") == (
        "a.txt: model.id: αυτές οι απαντήσεις είναι για την κλίμακα «big» και όχι για την «small». "
        "Δώστε εκείνη την κλίμακα με --model."
    )


WRONG_JSON: dict[str, tuple[dict[str, Any], str]] = {
    "no answers": ({"answers": None}, "these answers are not whole: Expected `object`, got `null` - at `$.answers`."),
    "answers of another kind": (
        {"answers": {"copies": ["some"]}},
        "these answers are not whole: Expected `float | str`, got `array` - at `$.answers[...]`.",
    ),
    "no ladder": ({"model": {}}, "these answers are not whole: Object missing required field `id` - at `$.model`."),
    "half a character": ({"reference": "\ud800"}, "reference: there is half a character in it, so it is no text."),
    "half a character in a key": ({"answers": {"\ud800": "a"}}, "there is half a character in it, so it is no text."),
    "another form": (
        {"contract": "stagecli/answers/2"},
        f"1:14: contract: the form of these answers, 'stagecli/answers/2', is unknown here. {NEWER}",
    ),
}  # fmt: skip


@pytest.mark.parametrize("how", WRONG_JSON)
def test_what_is_wrong_with_a_downloaded_file_is_told(how: str) -> None:
    values, said = WRONG_JSON[how]
    first = refused(json.dumps(contract(**values)), "a.json").splitlines()[0]
    assert first in (f"a.json:{said}", f"a.json:1:1: {said}")


@pytest.mark.parametrize(
    ("time", "ahead"), [("2026-01-02T00:00:00Z", False), ("2026-01-02", False), ("2026-01-02T00:00:01Z", True)]
)
def test_a_time_may_lie_a_day_ahead_and_no_more(time: str, ahead: bool, run: Runner, tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text(changed(fields(time=time)), "utf-8")
    done = run("assess", *MODEL, "--answers", str(file), "--format", "json")
    hint = "The clock of the device that wrote it was wrong: give the day with `assess --date`."
    said = f"{file}: time: {time} lies in the future. {hint}\n" if ahead else ""
    assert (done.code, done.err) == (2 if ahead else 0, said)
    done = run("assess", *MODEL, "--answers", str(file), "--format", "json", "--date", "2025-12-31")
    assert (done.code, done.err, json.loads(done.out)["time"]) == (0, "", "2025-12-31")


# Damage


@pytest.mark.parametrize("file", ["a.json", "a.yaml", "-"])
def test_a_downloaded_file_that_is_cut_anywhere_is_told(file: str) -> None:
    data = json.dumps(contract(), ensure_ascii=False, indent=1).encode()
    for end in range(1, len(data)):
        assert refused(data[:end], file)


def test_a_line_that_is_cut_anywhere_is_told() -> None:
    for end in range(1, len(LINE)):
        assert refused(LINE[:end])
        assert refused(LINE[end:])
        assert refused(mail(LINE[:end]))
        assert refused(mail(LINE[end:]))


def test_a_line_without_one_of_its_characters_or_with_another_is_told() -> None:
    for at in range(len(LINE)):
        assert refused(LINE[:at] + LINE[at + 1 :])
        assert refused(f"{LINE[:at]}{'x' if LINE[at] != 'x' else 'y'}{LINE[at + 1 :]}")


@pytest.mark.parametrize("name", ["text and HTML", "an attached file and the line", "base64", "forwarded twice"])
def test_a_mail_that_is_cut_anywhere_is_read_right_or_told(name: str) -> None:
    data = MAILS[name]
    for end in range(0, len(data), 7):
        try:
            assert read(data[:end], "a.eml") == FILED
        except AnswersError as error:
            assert str(error)  # noqa: PT017  # either is right
