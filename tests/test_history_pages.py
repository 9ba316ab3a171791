"""`history show` as a page, `history show --all --pages`: pages of everybody in a history."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from stagecli.folders import INDEX, LIST
from stagecli.history import History
from tests.conftest import MODELS, Run
from tests.ladders import BUNDLED, NOW, SMALL, THEN
from tests.test_movement import COPYING, NOTHING, SAFE, assessed
from tests.test_pages import check_folder, files

Runner = Callable[..., Run]
SMALL_FILE = str(MODELS / "small.yaml")
WRONG = "--pages writes a page for everybody: give --all with it, and no name, no -o and no --format."
OTHERS = "Assessments by other ladders, left out: 2 (social-media). --model chooses another ladder."


@pytest.fixture(autouse=True)
def db(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two clients assessed twice, one once, and one by another ladder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("STAGECLI_DB", "h.db")
    with History(tmp_path / "h.db") as history:
        history.save(
            [
                assessed("Bakery", "2026-01-10", NOTHING),
                assessed("Bakery", "2026-04-10", SAFE),
                assessed("Garage", "2026-01-11", SAFE),
                assessed("Once", "2026-05-11", COPYING),
                assessed("Garage", "2026-04-11", NOTHING),
            ],
            SMALL,
        )
        history.save(
            [assessed("Bakery", "2026-02-10", THEN, BUNDLED), assessed("Hotel", "2026-02-11", NOW, BUNDLED)], BUNDLED
        )
    return tmp_path / "h.db"


# --- one client


@pytest.mark.parametrize("how", [("-o", "page.html"), ("--format", "html")])
def test_a_client_is_shown_as_a_page_with_the_last_result_and_the_climb(run: Runner, how: tuple[str, str]) -> None:
    done = run("history", "show", "Bakery", *how, "--by", "Maria")
    assert (done.code, done.err) == (0, "Assessments by other ladders, not shown: 1. --model chooses another ladder.\n")
    page = Path("page.html").read_text("utf-8") if how[0] == "-o" else done.out
    assert "<h1><bdi>Bakery</bdi></h1>" in page
    assert '<p class="soft">Prepared by Maria</p>' in page
    assert page.count("<circle") == page.count('class="likely"') == 2
    dates = re.findall("<strong>([^<]*)</strong>", page.partition('<ol class="waypoints">')[2].partition("</ol>")[0])
    assert dates == ["10 January 2026", "10 April 2026"]


def test_a_client_is_shown_as_markdown(run: Runner) -> None:
    said = "Αξιολογήσεις με άλλες κλίμακες, που δεν εμφανίζονται: 1. Με --model διαλέγετε άλλη κλίμακα.\n"
    assert run("history", "show", "Bakery", "-o", "page.md", "--lang", "el") == Run(0, "", said)
    text = Path("page.md").read_text("utf-8")
    assert text.startswith("# Bakery: Αντίγραφα ασφαλείας\n")
    assert "10 Ιανουαρίου 2026" in text


def test_the_ladder_can_be_chosen_and_its_file_is_not_written_over(run: Runner) -> None:
    shown = run("history", "show", "Bakery", "--model", "social-media")
    assert (shown.code, "2026-02-10" in shown.out, "2026-01-10" in shown.out) == (0, True, False)
    Path("keep.md").write_text((MODELS / "small.yaml").read_text("utf-8"), "utf-8")
    done = run("history", "show", "Bakery", "--model", "keep.md", "-o", "keep.md")
    assert (done.code, done.err) == (2, "-o is 'keep.md', which is read. Name another file.\n")
    done = run("history", "show", "Bakery", "--model", "software-delivery")
    assert (done.code, done.err) == (
        2, "The history has no assessment by the ladder 'software-delivery'. One of: small, social-media.\n",
    )  # fmt: skip


def test_a_client_is_shown_to_programs_with_all_ladders(run: Runner) -> None:
    assert run("history", "show", "Bakery", "-o", "page.json") == Run(0, "", "")
    found = json.loads(Path("page.json").read_text("utf-8"))
    assert (found["contract"], found["saved"]) == ("stagecli/history-show/2", 3)
    assert [each["model"]["id"] for each in found["assessments"]] == ["small", "social-media", "small"]


def test_only_the_last_twenty_are_on_the_page_unless_all_are_wanted(run: Runner, db: Path) -> None:
    with History(db) as history:
        history.save([assessed("Long", f"2025-01-{day:02}", SAFE) for day in range(1, 26)], SMALL)
    assert run("history", "show", "Long", "--format", "html").out.count("<circle") == 20
    assert run("history", "show", "Long", "--format", "html", "--all").out.count("<circle") == 25


# --- everybody


def test_everybody_has_a_page_of_the_latest_ladder_and_a_note_names_the_other(run: Runner) -> None:
    done = run("history", "show", "--all", "--pages", "pages", "--by", "Maria")
    assert done == Run(0, "", "Pages written: 3. Begin with pages/index.html.\n")
    assert check_folder() == {"Bakery": "bakery.html", "Garage": "garage.html", "Once": "once.html"}
    found = files()
    assert OTHERS in found[INDEX]
    assert "<h2>What changed since the time before</h2>" in found[INDEX]
    assert "10 January 2026" in found["bakery.html"]
    assert found["bakery.html"].count("<circle") == 2  # by this ladder only
    assert "Social media" not in found["bakery.html"]
    assert "<circle" not in found["once.html"]  # no climb yet
    assert all('<p class="soft">Prepared by Maria</p>' in page for name, page in found.items() if name != LIST)


def test_another_ladder_is_chosen_by_its_name(run: Runner) -> None:
    done = run("history", "show", "--all", "--pages", "pages", "--model", "social-media", "--lang", "el")
    assert done == Run(0, "", "Σελίδες που γράφτηκαν: 2. Ξεκινήστε από το pages/index.html.\n")
    assert check_folder() == {"Bakery": "bakery.html", "Hotel": "hotel.html"}
    note = "Αξιολογήσεις με άλλες κλίμακες, που δεν περιλαμβάνονται: 5 (small). Με --model διαλέγετε άλλη κλίμακα."
    assert note in files()[INDEX]


def test_pages_of_one_ladder_have_no_note(run: Runner) -> None:
    with History(Path("one.db")) as history:
        history.save([assessed("Bakery", "2026-01-10", NOTHING)], SMALL)
    assert run("history", "show", "--all", "--pages", "pages", "--db", "one.db").code == 0
    assert "other ladders" not in files()[INDEX]


def test_the_same_history_gives_the_same_bytes_and_stays_as_it_is(run: Runner, db: Path) -> None:
    before = db.read_bytes()
    run("history", "show", "--all", "--pages", "pages")
    first = files()
    run("history", "show", "--all", "--pages", "pages")
    assert files() == first
    assert db.read_bytes() == before


def test_batch_and_history_make_one_anothers_folders(run: Runner) -> None:
    run("history", "show", "--all", "--pages", "pages")
    Path("rows.csv").write_text("client,copies\nFlorist,some\n", "utf-8")
    done = run("batch", "rows.csv", "-o", "o.csv", "--id", "client", "--pages", "pages", "--model", SMALL_FILE,
               "--summary", "none")  # fmt: skip
    gone = "Pages of an earlier run that are no longer in the folder: 3.\n"
    assert done == Run(0, "", f"Pages written: 1. Begin with pages/index.html.\n{gone}")
    assert check_folder() == {"Florist": "florist.html"}


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["Bakery", "--pages", "pages"], WRONG),
        (["--pages", "pages"], WRONG),
        (["Bakery", "--all", "--pages", "pages"], WRONG),
        (["--all", "--pages", "pages", "-o", "page.html"], WRONG),
        (["--all", "--pages", "pages", "--format", "html"], WRONG),
        (["--all"], "Name WHO to show, or --all together with --pages FOLDER for a page for each."),
        ([], "Name WHO to show, or --all together with --pages FOLDER for a page for each."),
        (["--all", "--pages", "pages", "--db", "none.db"],
         "There is no history 'none.db' yet. 'stagecli assess --name WHO --save' begins one, or 'batch --save'."),
        (["--all", "--pages", "mine"],
         "'mine' is replaced whole, but 'h.db' in it is no page of an earlier run. Move it away, or name another "
         "folder."),
        (["--all", "--pages", "."], "'.' would be replaced whole, and you are working in it. Name another folder."),
        (["--all", "--pages", "pages", "--db", "empty.db"],
         "Nothing is saved yet. Start with 'stagecli assess --name WHO --save'."),
        (["--all", "--pages", "pages", "--db", "small.db", "--model", "social-media"],
         "The history has no assessment by the ladder 'social-media'. One of: small."),
        (["--all", "--pages", "pages", "--lang", "xx"], "There is no language 'xx' for --lang. One of: en, el."),
        (["Nobody", "-o", "page.html"], "There is no 'Nobody' in the history. One of: Once, Garage, Bakery, Hotel."),
        (["Bakery", "-o", "h.db"], "-o is 'h.db', which is read. Name another file."),
    ],
)  # fmt: skip
def test_pages_of_a_history_that_cannot_be_are_told(
    arguments: list[str], message: str, run: Runner, tmp_path: Path
) -> None:
    History(Path("empty.db")).close()
    with History(Path("small.db")) as history:
        history.save([assessed("Bakery", "2026-01-10", NOTHING)], SMALL)
    Path("mine").mkdir()
    Path("mine/h.db").write_bytes(b"")
    before = {path.name for path in tmp_path.iterdir()}
    done = run("history", "show", *arguments)
    assert (done.code, done.out, done.err) == (2, "", f"{message}\n")
    assert {path.name for path in tmp_path.iterdir()} == before
