"""A batch of returned answers: a folder, several files, or a single one."""

import json
import os
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import msgspec
import pytest
from msgspec.structs import replace

from stagecli.answers_file.returned import Returned, answers_line
from stagecli.batch.returned_files import ReturnedFiles, Trust
from stagecli.errors import UsageError
from stagecli.history import History
from stagecli.model_file import load_model
from tests.conftest import MODELS, Run
from tests.test_batch import table

Runner = Callable[..., Run]
SMALL = str(MODELS / "small.yaml")
SHA = load_model(SMALL).model.sha256
NOON = "2025-12-01T12:00:00Z"
"""A month before the tests' present moment, which is the midnight that begins 2026."""
AGAINST = (
    "other answers of the same subject at the same moment. Ask which of the two is right, and take the other one away"
)
ALONE = "Name one INPUT. Only returned answers are read from several files at once, and a table has to be named alone."
NAMES = ("bakery", "garage", "hotel")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "returned").mkdir()
    return tmp_path / "returned"


def put(
    path: Path, subject: str | None = "Bakery", time: str = NOON, reference: str | None = None, **answers: Any
) -> None:
    """Write a file as a questionnaire's page hands it over."""
    found = {
        "contract": "stagecli/answers/1", "model": {"id": "small", "version": "2", "sha256": SHA},
        "reference": reference, "subject": subject, "time": time, "language": "en",
        "answers": answers or {"copies": "some", "often": "weekly"},
    }  # fmt: skip
    path.write_text(json.dumps(found, ensure_ascii=False), "utf-8")


def put_list(path: Path, **subjects: str) -> str:
    """Write a list of references, each with its subject."""
    path.write_text("subject,reference,page\n" + "".join(f"{who},{each},\n" for each, who in subjects.items()), "utf-8")
    return str(path)


def batch(run: Runner, *arguments: str) -> Run:
    return run("batch", *arguments, "--model", SMALL, "--summary", "none")


def notes(run: Runner, *arguments: str) -> list[str]:
    done = run("batch", *arguments, "--model", SMALL, "-o", "out.csv", "--summary", "json")
    return [str(note) for note in json.loads(done.err.splitlines()[-1])["notes"]]


def test_each_file_is_a_row_that_begins_with_subject_time_and_file(run: Runner, folder: Path) -> None:
    put(folder / "b.json", "Garage", "2025-12-02T08:00:00Z", copies="missing")
    put(folder / "a.json", "Bakery", copies="some", often="dont_know", age=24)
    done = batch(run, "returned")
    assert (done.code, done.err) == (0, "")
    assert [line.split(",stage_number")[0] for line in done.out.splitlines()][:1] == [
        "subject,time,file,copies,often,age,tested"
    ]
    assert [line.split(",")[:7] for line in done.out.splitlines()[1:]] == [
        ["Bakery", NOON, "a.json", "some", "dont_know", "24", ""],
        ["Garage", "2025-12-02T08:00:00Z", "b.json", "missing", "", "", ""],
    ]


def test_a_file_has_the_stage_that_assess_finds(run: Runner, folder: Path) -> None:
    put(folder / "a.json", copies="some", often="weekly", tested="tested")
    one = json.loads(run("assess", "--answers", "returned/a.json", "--model", SMALL, "--format", "json").out)
    (row,) = table(batch(run, "returned").out)
    assert (row["stage_id"], row["status"]) == (one["stage"]["id"], one["status"])
    assert float(row["confidence"]) == one["confidence"]


@pytest.mark.parametrize("ending", ["csv", "tsv", "jsonl", "parquet", "xlsx"])
def test_every_format_of_results_is_written_and_saved_from(run: Runner, folder: Path, ending: str) -> None:
    put(folder / "a.json", "Bakery", copies="some", age=24.5)
    put(folder / "b.json", "Garage", copies="missing")
    done = batch(run, "returned", "-o", f"out.{ending}", "--save", "--trust-names", "--db", "h.db", "--report", "p.md")
    assert done == Run(0, "", "Saved in the history: 2.\n")
    assert "| Bakery |" in Path("p.md").read_text("utf-8")


def test_results_lines_and_answers_files_are_read_beside_each_other(run: Runner, folder: Path) -> None:
    put(folder / "a.json")
    run("assess", "--copies", "missing", "--name", "Garage", "--model", SMALL, "-o", "returned/b.json")
    (folder / "c.yaml").write_text("copies: 'Yes'\n", "utf-8")
    rows = table(batch(run, "returned").out)
    assert [(row["subject"], row["time"], row["copies"]) for row in rows] == [
        ("Bakery", NOON, "some"),
        ("Garage", "2026-01-01T00:00:00Z", "missing"),
        ("", "2026-01-01T00:00:00Z", "some"),
    ]


def test_several_files_are_read_in_the_order_in_which_they_are_named(run: Runner, folder: Path) -> None:
    for name in NAMES:
        put(folder / f"{name}.json", name)
    rows = table(batch(run, "returned/hotel.json", "returned/bakery.json").out)
    assert [(row["subject"], row["file"]) for row in rows] == [
        ("hotel", "returned/hotel.json"),
        ("bakery", "returned/bakery.json"),
    ]


def test_a_single_returned_file_is_told_from_a_table(run: Runner, folder: Path) -> None:
    put(folder / "a.json")
    assert [row["subject"] for row in table(batch(run, "returned/a.json").out)] == ["Bakery"]
    run("assess", "--copies", "missing", "--name", "Garage", "--model", SMALL, "-o", "result.json")
    assert [row["subject"] for row in table(batch(run, "result.json").out)] == ["Garage"]


def test_lines_and_mails_are_rows_as_well(run: Runner, folder: Path) -> None:
    put(folder / "a.json", "Bakery")
    returned = msgspec.json.decode((folder / "a.json").read_bytes(), type=Returned)
    (folder / "line.txt").write_text(
        f"Hello, here it is:\n> {answers_line(replace(returned, subject='Garage'))}\n", "utf-8"
    )
    mail = EmailMessage()
    mail["Message-ID"] = "<1@example.org>"
    mail.set_content(f"Καλημέρα,\n{answers_line(replace(returned, subject='Ξενώνας'))}\n", cte="base64")
    (folder / "mail.eml").write_bytes(bytes(mail))
    found = [("Bakery", "a.json"), ("Garage", "line.txt"), ("Ξενώνας", "mail.eml")]
    assert [(row["subject"], row["file"]) for row in table(batch(run, "returned").out)] == found
    for subject, name in found:
        assert [row["subject"] for row in table(batch(run, f"returned/{name}").out)] == [subject]


def test_a_table_stays_a_table(run: Runner, folder: Path) -> None:
    (folder / "one.json").write_text('{"who": "Bakery", "copies": "some"}\n', "utf-8")
    assert [row["who"] for row in table(batch(run, "returned/one.json").out)] == ["Bakery"]


def test_a_file_that_cannot_be_read_is_one_reject_and_the_rest_is_done(run: Runner, folder: Path) -> None:
    put(folder / "good.json")
    (folder / "a.json").write_text("{", "utf-8")
    (folder / "b.yaml").write_text("copies: where\noften: never ever\n", "utf-8")
    (folder / "c.yaml").symlink_to("/proc/self/mem")
    done = batch(run, "returned")
    assert (done.code, [row["subject"] for row in table(done.out)]) == (5, ["Bakery"])
    lines = done.err.splitlines()
    assert lines[0] == ("returned/a.json: line 1: not valid JSON: expecting property name enclosed in double quotes.")
    assert lines[1] == (
        "returned/b.yaml: line 1: copies: 'where' is not one of its options; and 1 more mistakes. "
        "One of: missing, some, dont_know."
    )
    assert [line.split(":")[0] for line in lines[2:]] == ["returned/c.yaml"]


HOSTILE = (
    b"", b"\0", b"\xff\xfe", b"\xef\xbb\xbf", b"null", b"1e999", b"[" * 100_000, b'{"a":' * 100_000,
    b'{"copies": NaN}',
    b'{"copies": "some", "copies": "some"}', b'{"\\ud800": 1}', b"&a [*a]", b"!!python/object:os.system x",
    b"a: " + b"9" * 9999,
    b'{"contract": "stagecli/answers/1"}', b'{"contract": "stagecli/answers/9", "answers": []}', b"stagecli[x]stagecli",
    b'{"contract": "stagecli/assessment/2", "model": 7}', b"From: a\n\nstagecli[", b"x" * 2_000_000,
)  # fmt: skip


@pytest.mark.parametrize("ending", ["json", "yaml", "txt", "eml"])
def test_hostile_files_are_one_error_each_and_the_rest_is_done(run: Runner, folder: Path, ending: str) -> None:
    put(folder / "good.json")
    for number, data in enumerate(HOSTILE):
        (folder / f"{number:02}.{ending}").write_bytes(data)
    done = batch(run, "returned")
    assert (done.code, [row["file"] for row in table(done.out)]) == (5, ["good.json"])
    said = [line.split(":")[0] for line in done.err.splitlines()]
    assert said == [f"returned/{number:02}.{ending}" for number in range(len(HOSTILE))]


def test_rejects_name_their_files_beside_the_output_and_in_the_portfolio(run: Runner, folder: Path) -> None:
    put(folder / "a.json")
    (folder / "b.json").write_text("[]", "utf-8")
    put(folder / "c.json", time="2026-02-01T00:00:00Z")
    done = batch(run, "returned", "-o", "out.csv", "--report", "p.md")
    assert done.code == 5
    rejects = table(Path("out.rejects.csv").read_text("utf-8"))
    assert [(each["line"], each["file"], each["column"], each["reason"]) for each in rejects] == [
        ("2", "b.json", "", "line 1: expected a map of signals and answers"),
        ("3", "c.json", "time", "the date 2026-02-01 lies in the future; today is 2026-01-01"),
    ]
    assert "- b.json: line 1: expected a map" in Path("p.md").read_text("utf-8")
    assert "- c.json: time: the date 2026-02-01 lies" in Path("p.md").read_text("utf-8")


def test_a_clock_may_be_a_day_ahead_and_no_more(run: Runner, folder: Path) -> None:
    put(folder / "a.json", "Bakery", "2026-01-02T00:00:00Z")
    put(folder / "b.json", "Garage", "2026-01-02T00:00:01Z")
    done = batch(run, "returned")
    assert [row["file"] for row in table(done.out)] == ["a.json"]
    assert (done.code, done.err) == (
        5,
        "returned/b.json: time: the date 2026-01-02 lies in the future; today is 2026-01-01. "
        "Correct the date, or this computer's clock.\n",
    )


def test_what_is_no_returned_file_is_named_once_and_is_no_error(run: Runner, folder: Path) -> None:
    put(folder / "a.json")
    for name in ("page.html", ".hidden.json", "list.references.csv", "stages.xlsx"):
        (folder / name).write_text("no answers", "utf-8")
    (folder / "inside.json").mkdir()
    os.mkfifo(folder / "pipe.json")
    assert notes(run, "returned") == [
        "Not read, since they are not returned answers: 6 (.hidden.json, inside.json, list.references.csv, …)."
    ]


def test_answers_that_no_longer_fit_are_told_together(run: Runner, folder: Path) -> None:
    put(folder / "a.json", "Bakery", copies="some", gone="yes")
    put(folder / "b.json", "Garage", copies="some", gone="no", often="hourly")
    assert notes(run, "returned")[0] == (
        "Files with answers that no longer fit the ladder, and were left out: 2 (a.json, b.json). "
        "Questions: gone, often."
    )


def test_copies_count_once_and_are_named(run: Runner, folder: Path) -> None:
    put(folder / "a.json")
    put(folder / "a (1).json")
    assert notes(run, "returned") == ["Copies of another file, which count once: 1 (a.json = a (1).json)."]
    assert [row["file"] for row in table(Path("out.csv").read_text("utf-8"))] == ["a (1).json"]


@pytest.mark.parametrize("who", [{"subject": "Bakery"}, {"subject": None, "reference": "abc"}])
def test_two_returns_that_contradict_each_other_are_rejected_and_each_names_the_other(
    run: Runner, folder: Path, who: dict[str, Any]
) -> None:
    put(folder / "a.json", **who, copies="some")
    put(folder / "b.json", **who, copies="missing")
    put(folder / "c.json", **who, copies="some")
    put(folder / "d.json", "Hotel", copies="some")
    done = batch(run, "returned")
    assert [row["subject"] for row in table(done.out)] == ["Hotel"]
    assert done.code == 5
    assert done.err == (
        f"returned/a.json: 'b.json' has {AGAINST}.\nreturned/b.json: 'a.json' has {AGAINST}.\n"
        f"returned/c.json: 'b.json' has {AGAINST}.\n"
    )


def test_one_reference_under_two_names_is_a_contradiction(run: Runner, folder: Path) -> None:
    put(folder / "a.json", "Bakery", reference="abc")
    put(folder / "b.json", "Garage", reference="abc")
    done = batch(run, "returned")
    assert (done.code, len(done.err.splitlines()), table(done.out)) == (5, 2, [])


def test_nobody_contradicts_nobody(run: Runner, folder: Path) -> None:
    put(folder / "a.json", None, copies="some")
    put(folder / "b.json", None, copies="missing")
    put(folder / "c.json", None, copies="missing")
    done = batch(run, "returned")
    assert (done.code, [row["file"] for row in table(done.out)]) == (0, ["a.json", "b.json"])


def test_a_name_with_a_path_in_it_is_only_text(run: Runner, folder: Path) -> None:
    put(folder / "a.json", "../../x")
    done = batch(run, "returned", "-o", "out.csv", "--save", "--trust-names", "--db", "h.db", "--report", "p.html")
    assert (done.code, table(Path("out.csv").read_text("utf-8"))[0]["subject"]) == (0, "../../x")
    here = {"returned", "out.csv", "h.db", "p.html"}
    assert {path.name.removesuffix("-wal").removesuffix("-shm") for path in Path().iterdir()} == here
    assert not (folder.parent.parent / "x").exists()


def test_a_ladder_may_ask_for_subject_time_and_file(run: Runner, folder: Path) -> None:
    text = Path(SMALL).read_text("utf-8")
    Path("odd.yaml").write_text(text.replace("tested", "time").replace("copies", "subject"), "utf-8")
    (folder / "a.yaml").write_text("subject: some\noften: weekly\ntime: time\n", "utf-8")
    done = run("batch", "returned", "--model", "odd.yaml", "--summary", "none")
    assert done.out.startswith("subject,time,file,subject,often,age,time,stage_number")
    assert done.out.splitlines()[1].startswith(",2026-01-01T00:00:00Z,a.yaml,some,weekly,,time,3,")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["empty"], "There are no returned answers in 'empty'. They end in .json, .yaml, .eml or .txt."),
        (["pages"], "There are no returned answers in 'pages'. They end in .json, .yaml, .eml or .txt. "
                    "Not read, since they are not returned answers: 1 (a.html)."),
        (["returned", "a.csv"], ALONE),
        (["a.csv", "a.csv"], ALONE),
        (["returned", "-"], ALONE),
        (["returned", "nowhere.json"], "The input 'nowhere.json' cannot be read: there is no such file."),
        *([["returned", flag, value], f"{name or flag} is for tables: files of returned answers say themselves what is "
           "in them. Leave it out."] for flag, value, name in [
            ("--id", "subject", ""), ("--map", "a=copies", ""), ("--date", "time", ""), ("--encoding", "utf-8", ""),
            ("--delimiter", ";", ""), ("--header-row", "1", ""), ("--sheet", "a", ""), ("--bad-answers", "blank", ""),
            ("--engine", "columnar", "--engine columnar"), ("--mapping", "map.yaml", ""),
            ("--date-format", "dmy", "")]),
        (["a.csv", "--trust-names"], "--references and --trust-names are for returned answers. In a table, --id "
                                     "names the column of the subjects."),
        (["returned", "--references", "none.csv"], "The list of references 'none.csv' cannot be read: No such file or "
                                                   "directory."),
        (["returned", "-o", "returned/a.json", "--format", "csv"],
         "-o is 'returned/a.json', which is read. Name another file."),
    ],
)  # fmt: skip
def test_what_cannot_be_is_told(run: Runner, folder: Path, arguments: list[str], message: str) -> None:
    put(folder / "a.json")
    Path("empty").mkdir()
    Path("pages").mkdir()
    Path("pages/a.html").touch()
    Path("a.csv").write_text("copies\nsome\n", "utf-8")
    Path("map.yaml").write_text("columns: {a: copies}\n", "utf-8")
    assert batch(run, *arguments) == Run(2, "", f"{message}\n")


def test_an_interrupted_run_is_gone_on_with_only_if_no_file_has_changed(folder: Path) -> None:
    put(folder / "a.json")
    put(folder / "b.json")
    before = ReturnedFiles(["returned"]).fingerprint
    assert ReturnedFiles(["returned"]).fingerprint == before
    (folder / "c.html").touch()
    assert ReturnedFiles(["returned"]).fingerprint == before
    (folder / "a.json").rename(folder / "c.json")
    assert ReturnedFiles(["returned"]).fingerprint != before


def test_the_first_file_that_cannot_be_read_may_stop_it(run: Runner, folder: Path) -> None:
    put(folder / "a.json")
    (folder / "b.json").write_text("[]", "utf-8")
    assert batch(run, "returned", "-o", "out.csv", "--on-error", "stop") == Run(
        2, "",
        "returned/b.json: line 1: expected a map of signals and answers. Write one signal a line, as in "
        "`posting: never`. Nothing was written.\n",
    )  # fmt: skip


def test_the_list_says_whose_answers_they_are_and_a_claim_does_not(run: Runner, folder: Path) -> None:
    put(folder / "a.json", "Somebody else", reference="k1")
    put(folder / "b.json", None, reference="k2")
    put(folder / "c.json", "Bakery", reference="k3")
    put(folder / "d.json", "Kiosk", copies="missing")
    listed = put_list(Path("pages.references.csv"), k1="Bakery", k2="Garage")
    done = batch(run, "returned", "--references", listed)
    assert [(row["subject"], row["file"]) for row in table(done.out)] == [("Bakery", "a.json"), ("Garage", "b.json")]
    assert (done.code, done.err) == (
        5,
        "returned/c.json: its reference 'k3' is not on the list pages.references.csv.\n"
        "returned/d.json: it has no reference. If the name that it claims is right, add --trust-names.\n",
    )
    trusting = batch(run, "returned", "--references", listed, "--trust-names")
    assert [row["file"] for row in table(trusting.out)] == ["a.json", "b.json", "d.json"]


def saved(*names: str) -> list[int]:
    with History(Path("h.db")) as history:
        return [history.count_of(name) for name in names]


def test_names_that_only_files_claim_are_saved_only_if_they_are_trusted(run: Runner, folder: Path) -> None:
    put(folder / "a.json", "Bakery")
    put(folder / "b.json", "Garage")
    flags = ("returned", "-o", "out.csv", "--save", "--db", "h.db")
    assert batch(run, *flags) == Run(
        0, "",
        "Neither saved in the history nor compared with it, since only the files say whose answers they are: 2. "
        "Name the list of references "
        "with --references or, if the names are right, add --trust-names.\n",
    )  # fmt: skip
    assert not Path("h.db").exists()
    assert batch(run, *flags, "--trust-names") == Run(0, "", "Saved in the history: 2.\n")
    assert saved("Bakery", "Garage") == [1, 1]


def test_what_the_list_vouches_for_is_saved_once_and_two_times_are_two_points(run: Runner, folder: Path) -> None:
    put(folder / "a.json", "x", reference="k1")
    put(folder / "b.json", "y", "2025-12-08T12:00:00Z", reference="k1", copies="missing")
    listed = put_list(Path("pages.references.csv"), k1="Bakery")
    flags = ("returned", "-o", "out.csv", "--save", "--db", "h.db", "--references", listed)
    assert batch(run, *flags).err == "Saved in the history: 2.\n"
    assert batch(run, *flags).err == (
        "Saved in the history: 0.\nAlready saved, with the same answers at the same time, so not added again: 2.\n"
    )
    assert saved("Bakery", "x", "y") == [2, 0, 0]


def test_a_run_is_another_one_once_other_names_are_believed(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text("{}", "utf-8")
    prints = []
    for trust in (None, Trust(names=True), Trust({"abc": "Bakery"}, "list.csv"), Trust({"abc": "Kiosk"}, "list.csv")):
        files = ReturnedFiles([str(tmp_path)])
        files.trust = trust
        prints.append(files.fingerprint)
    assert len(set(prints)) == 4


def test_a_file_that_may_not_be_looked_at_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: Path) -> bool:
        raise PermissionError

    (tmp_path / "a.json").write_text("{}", "utf-8")
    monkeypatch.setattr(Path, "is_file", refuse)
    with pytest.raises(UsageError, match="There are no returned answers in"):
        ReturnedFiles([str(tmp_path)])


def test_nobody_without_a_reference_answers_for_a_name_on_the_list(run: Runner, folder: Path) -> None:
    put(folder / "a.json", "Bakery", reference="abc")
    put(folder / "b.json", "Bakery", "2025-12-02T08:00:00Z")
    put(folder / "c.json", "Kiosk", "2025-12-02T08:00:00Z")
    given = put_list(folder.parent / "list.csv", abc="Bakery")
    done = batch(run, "returned", "--references", given, "--trust-names")
    assert [line.split(",")[0] for line in done.out.splitlines()[1:]] == ["Bakery", "Kiosk"]
    assert done.err == (
        f"returned/b.json: it has no reference, and claims the name 'Bakery', which is on the list {given}.\n"
    )
