"""What owners and consultants meet in Greek, from the first command to the quarter, has no English in it."""

import re
import zipfile
from collections.abc import Callable, Iterator
from html import unescape
from pathlib import Path
from typing import get_args

import pexpect
import pytest
from msgspec import structs

from stagecli.batch.columns import ADDED, FULL, NOT_READ
from stagecli.batch.layout import Layout
from stagecli.batch.outputs import REASONS
from stagecli.classifier.verdict import Status
from stagecli.cli.guide import topics
from stagecli.cli.main import COMMANDS
from stagecli.dates import DateOrder
from stagecli.model import Model
from stagecli.model_file.bundled import BUNDLED
from tests.conftest import Run
from tests.test_interview_terminal import Terminal, finish, say, terminal

__all__ = ["terminal"]  # the fixture

Runner = Callable[..., Run]
NAMES = {
    # formats and products
    "csv", "tsv", "xlsx", "json", "jsonl", "html", "markdown", "yaml", "parquet", "excel", "google", "utf", "cp",
    "batch", "eml", "outlook", "unicode", "zip", "sha", "byte", "iso", "pip", "install", "linux", "python",
    # keys, and words that Greeks use
    "enter", "ctrl", "tab", "social", "media",
    # what stands for a value, as in the help; and values
    "file", "p", "stage", "who", "column", "name", "page", "input", "text", "comma", "semicolon", "pipe",
    "reject", "blank", "htm", "md", "pdf", "subject", "time", "columns",
}  # fmt: skip
"""Latin words that are no English, beside the ids of the ladder, commands and flags."""


@pytest.fixture
def allowed(bundled: Model) -> set[str]:
    """Every Latin word that may stand in Greek: ids, commands, and the words of the ladder's own Greek."""
    ids = {bundled.id, *bundled.languages, "dont_know", *ADDED, *FULL, NOT_READ, *REASONS, *get_args(Status), *COMMANDS}
    ids |= {"model_id", "model_version", "model_sha256", *(field.name for field in structs.fields(Layout))}
    ids |= set(get_args(DateOrder))
    ids |= {"list", "show", "compare", "report", "rename", "export", "forget", "stagecli", *BUNDLED, *topics()}
    for stage in bundled.stages:
        ids |= {stage.id, *(step.id for step in stage.steps)}
    for signal in bundled.signals:
        ids |= {signal.id, *signal.was}
        for option in signal.options:
            ids |= {option.id, *option.was}
    greek = re.findall(r"'el': '([^']*)'|\"el\": \"([^\"]*)\"", str(bundled))
    words = {word for pair in greek for text in pair for word in latin(text)}
    return NAMES | words | {part for each in ids for part in re.split(r"[^a-z]+", each.lower())}


def latin(text: str) -> list[str]:
    """The words of Latin letters in a text, without flags, files, places in files, hashes and addresses."""
    text = re.sub(r"(?<!\w)--?[a-zA-Z][\w-]*(=\S+)?", " ", text)  # flags
    text = re.sub(r"\S*[/\\]\S*|[\w.-]+\.[a-z]{2,5}\b(:\d+)*:?", " ", text)  # files
    text = re.sub(r"\b[0-9a-f]{8,64}\b|\b\w*\d\w*\b", " ", text)
    return re.findall(r"[a-z]+", text.lower().replace("_", " "))


def english(text: str, allowed: set[str], *names: str) -> list[str]:
    """The lines with a Latin word that is not allowed, nor among the names of the session."""
    known = allowed | {word for name in names for word in latin(name)}
    lines = [line for line in text.splitlines() if not line.endswith("(στα αγγλικά)")]  # guides for authors
    return [line for line in lines if not known.issuperset(latin(line))]


def seen(page: str) -> str:
    """The text of a page, a line an element, without style, script and tags; with what is read aloud."""
    body = re.sub(r"<(style|script)\b.*?</\1>|<!doctype[^>]*>", "", page, flags=re.DOTALL)
    spoken = "\n".join(re.findall(r'(?:aria-label|alt|placeholder|title)="([^"]*)"', body))
    return unescape(re.sub(r"<[^>]*>", "\n", body) + spoken)


def written(folder: Path) -> Iterator[tuple[str, str]]:
    """Every file of a folder that people read, with what they see of it."""
    for file in sorted(folder.rglob("*")):
        if file.suffix == ".html":
            yield file.name, seen(file.read_text("utf-8"))
        elif file.suffix == ".xlsx":
            with zipfile.ZipFile(file) as book:
                for part in book.namelist():
                    if "sharedStrings" in part or "worksheets/sheet" in part:
                        yield file.name, re.sub(r"<formula1>.*?</formula1>|<[^>]*>", "\n", book.read(part).decode())
        elif file.suffix in (".csv", ".txt", ".md", ".yaml"):
            yield file.name, file.read_text("utf-8-sig")


@pytest.fixture
def greek(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A Greek system, and a folder of its own."""
    monkeypatch.setenv("LANG", "el_GR.UTF-8")
    monkeypatch.setenv("STAGECLI_DB", "ιστορικό.db")
    monkeypatch.chdir(tmp_path)
    return tmp_path


FORM = """\
Χρονική σήμανση,Επωνυμία,Έχει η επιχείρησή σας λογαριασμό στα social media;,\
Πώς βλέπετε σήμερα τα social media για την επιχείρησή σας;,Πόσο καιρό είναι η επιχείρησή σας στα social media;,Σχόλια
15/01/2026 10:00:00,Φούρνος,"Όχι, δεν έχουμε",,,
16/01/2026 10:00:00,Ταβέρνα,"Ναι, και είναι σε χρήση, έστω νέος ή μόνο πού και πού",Απογοήτευση ή θυμός,3 χρόνια,
17/01/2026 10:00:00,Γκαράζ,"Ναι, και είναι σε χρήση, έστω νέος ή μόνο πού και πού",Δεν θυμάμαι,από παλιά,καλημέρα
32/13/2026,Ανθοπωλείο,ίσως,Μπορεί,-5,
"""
WRONG: list[list[str]] = [
    ["asess"], ["assess"], ["assess", "--acounts", "none"], ["assess", "--accounts"], ["assess", "--accounts", "maybe"],
    ["assess", "--accounts", "none", "extra"], ["assess", "--months-active", "πολλά"],
    ["assess", "--answers", "λείπει.yaml"],
    ["assess", "--months-active", "9999", "--accounts", "in_use"], ["assess", "--answers", "λάθος.yaml"],
    ["assess", "--answers", "χαλασμένο.json"], ["assess", "--accounts", "none", "-o", "x.pdf"], ["assess", "--resume"],
    ["assess", "--accounts", "none", "-o", "φάκελος/x.html"], ["assess", "--accounts", "none", "--save"],
    ["assess", "--accounts", "none", "--date", "31/02/2026"], ["assess", "--accounts", "none", "--date", "2099-01-01"],
    ["assess", "--accounts", "none", "--fail-under", "9"], ["assess", "--accounts", "none", "--fail-under", "tools"],
    ["assess", "--accounts", "in_use", "--min-confidence", "0,99"],
    ["assess", "--accounts", "none", "--min-confidence", "7"],
    ["assess", "--accounts", "dont_know"], ["assess", "--lang", "fr", "--accounts", "none"],
    ["assess", "--model", "λείπει.yaml"], ["assess", "--format", "pdf", "--accounts", "none"],
    ["batch", "λείπει.csv"], ["batch", "."], ["batch", "άδειο.csv"], ["batch", "σκέτο.csv"],
    ["batch", "ελληνικά1253.csv"],
    ["batch", "φόρμα.csv", "--id", "Πελάτης"], ["batch", "φόρμα.csv", "--map", "Τίποτα=accounts"],
    ["batch", "φόρμα.csv", "--map", "Σχόλια=acounts"], ["batch", "φόρμα.csv", "-o", "φόρμα.csv"],
    ["batch", "φόρμα.csv", "--pages", "σελίδες", "--save"], ["batch", "φόρμα.csv", "-o", "x.pdf"],
    ["batch", "φόρμα.csv", "--delimiter", "%%"], ["batch", "φόρμα.csv", "--encoding", "λάθος"],
    ["batch", "φόρμα.csv", "--date", "Τίποτα"], ["batch", "φόρμα.csv", "--mapping", "λάθος.yaml"],
    ["batch", "στραβό.csv"], ["batch", "φόρμα.csv", "--fail-under", "9"], ["batch", "φόρμα.csv", "--resume"],
    ["batch", "φόρμα.csv", "--report", "x.pdf"], ["batch", "φόρμα.csv", "--bad-answers", "keep"],
    ["batch", "διπλό.csv"], ["batch"], ["batch", "χαλασμένο.json"], ["batch", "ψεύτικο.xlsx"],
    ["batch", "ψεύτικο.parquet"],
    ["history", "list"], ["history", "show"], ["history", "show", "Κανείς"], ["history", "compare", "Κανείς"],
    ["history", "forget", "Κανείς"], ["history", "rename", "Κανείς", "Άλλος"], ["history", "lst"],
    ["history", "report"],
    ["history", "report", "--since", "2026-02-30"], ["history", "export", "-o", "x.pdf"],
    ["stages", "9"], ["stages", "3", "-o", "x.html"], ["guide", "χρόνος"], ["questionnaire", "-o", "φάκελος/x.html"],
    ["questionnaire", "-o", "x.html", "--mail", "όχι διεύθυνση"],
    ["questionnaire", "--for", "λείπει.csv", "-o", "σελίδες"],
]  # fmt: skip


@pytest.mark.parametrize("arguments", WRONG, ids=" ".join)
def test_whatever_is_wrong_is_told_in_greek(greek: Path, run: Runner, allowed: set[str], arguments: list[str]) -> None:
    files = {
        "φόρμα.csv": FORM, "άδειο.csv": "", "σκέτο.csv": "Τίτλος\nτίποτα\n", "ψεύτικο.xlsx": "PK",
        "χαλασμένο.json": '{"accounts": ', "στραβό.csv": 'accounts;attitude\n"none;angry\n', "ψεύτικο.parquet": "PAR1",
        "διπλό.csv": "accounts,Έχει η επιχείρησή σας λογαριασμό στα social media;\nnone,in_use\n",
        "λάθος.yaml": "acounts: none\nattitude: [χαρά\n",
    }  # fmt: skip
    for name, text in files.items():
        (greek / name).write_text(text, "utf-8")
    (greek / "ελληνικά1253.csv").write_text(FORM, "cp1253")
    done = run(*arguments)
    assert english(done.err, allowed, *arguments) == []
    assert english(done.out, allowed, *arguments) == []


def test_a_consultants_quarter_is_greek_on_the_screen_and_in_every_file(
    greek: Path, run: Runner, allowed: set[str]
) -> None:
    """Templates, a form's export with wrong cells, results, rejects, reports, pages, history; twice."""
    (greek / "φόρμα.csv").write_text(FORM, "utf-8")
    (greek / "πελάτες.csv").write_text("Επωνυμία\nΦούρνος\nΤαβέρνα\n", "utf-8")
    table = ["batch", "φόρμα.csv", "--id", "Επωνυμία"]
    sessions: list[list[str]] = [
        *(["batch", "--template", kind, "-o", f"δείγμα.{kind}"] for kind in ("csv", "xlsx", "jsonl", "yaml")),
        ["batch", "--template", "form", "-o", "φόρμα.txt"], ["assess", "--template", "-o", "απαντήσεις.yaml"],
        [*table, "--write-mapping", "αντιστοιχία.yaml"], table, [*table, "-o", "στάδια.csv"],
        [*table, "-o", "στάδια.xlsx"],
        [*table, "--bad-answers", "blank", "-o", "όλοι.csv", "--report", "σύνολο.html", "--save", "--by", "Μαρία"],
        [*table, "--bad-answers", "blank", "--pages", "σελίδες", "-o", "ξανά.csv", "--summary", "text"],
        [*table, "--bad-answers", "blank", "--report", "σύνολο.md", "-o", "πάλι.csv", "--fail-under", "5"],
        ["assess", "--name", "Φούρνος", "--accounts", "in_use", "--attitude", "hopeful", "--save"],
        ["assess", "--name", "φουρνος", "--accounts", "none", "--explain"],
        ["assess", "--name", "Ταβέρνα", "--accounts", "in_use", "--attitude", "comfortable", "--results",
         "clear_results", "--months-active", "7,5", "--explain", "--save", "--min-confidence", "0,99"],
        ["assess", "--accounts", "in_use", "--attitude", "angry", "-o", "σελίδα.html", "-o", "σελίδα.md"],
        ["assess", "--accounts", "none", "--posting", "steady", "--attitude", "dont_know", "--explain"],
        ["history", "list"], ["history", "show", "Φούρνος"], ["history", "show", "Φούρνος", "-o", "φούρνος.html"],
        ["history", "show", "φουρνος"], ["history", "compare", "Φούρνος"], ["history", "compare", "Ταβέρνα"],
        ["history", "compare", "Ταβέρνα", "2026-13-01"], ["history", "report"],
        ["history", "report", "-o", "τρίμηνο.html"], ["history", "report", "-o", "τρίμηνο.md"],
        ["history", "show", "--all", "--pages", "όλες"],
        ["history", "rename", "Γκαράζ", "Συνεργείο"], ["history", "forget", "Συνεργείο"],
        ["history", "export", "-o", "ιστορικό.csv"],
        ["stages"], ["stages", "3"], ["stages", "-o", "κλίμακα.html"], ["stages", "-o", "κλίμακα.md"], ["guide"],
        ["questionnaire", "-o", "ερωτηματολόγιο.html", "--languages", "el", "--by", "Μαρία"],
        ["questionnaire", "--for", "πελάτες.csv", "-o", "για-πελάτες", "--references", "λίστα.csv"],
    ]  # fmt: skip
    found: dict[tuple[str, str], int] = {}
    names = ["form", "template"]
    for arguments in sessions:
        done = run(*arguments)
        assert done.code in (0, 2, 3, 4, 5), (arguments, done)
        found |= {(" ".join(arguments), line): 1 for line in english(done.out + done.err, allowed, *names)}
    for name, text in written(greek):
        found |= {(name, line): 1 for line in english(text, allowed, *names)}
    assert sorted(found) == []


def test_an_owners_interview_is_greek(terminal: Terminal, allowed: set[str]) -> None:
    home = {"LANG": "el_GR.UTF-8", "XDG_DATA_HOME": str(terminal.folder)}
    child = terminal.start(columns=100, **home)
    say(child, "?", "", "ίσως", "99", "ναι", "β", "4", "β", "", "δε ξέρω", "ε")
    shown = [finish(child)[1]]
    child = terminal.start("--resume", columns=100, **home)
    shown.append("")
    while child.expect(["\r\n> $", pexpect.EOF]) == 0:
        before = str(child.before)
        shown[1] += before
        child.sendline("2" if "Ερώτηση" in before else "Αρτοποιείο" if "κρατήσουμε" in before else "")
    shown[1] += str(child.before)
    assert "Αποθηκεύτηκε στο ιστορικό: Αρτοποιείο." in shown[1]
    assert [line for text in shown for line in english(text, allowed)] == []
