"""A folder of pages: one for each subject, the portfolio that links to them, and the list of them."""

import csv
import html
import json
import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote

import polars as pl
import pytest

from stagecli.folders import INDEX, LIST
from tests.conftest import MODELS, Run, slow
from tests.test_batch_folder import put, put_list

Runner = Callable[..., Run]
SMALL = str(MODELS / "small.yaml")
AUTUMN = "client,day,copies,often,tested\nBakery,2025-09-29,missing,,\nGarage,2025-09-30,some,rarely,\n"
WINTER = "client,day,copies,often,tested\nBakery,2025-12-14,some,weekly,tested\nGarage,2025-12-15,some,rarely,\n"
FORWARD = "Since last time (29 September 2025)"
HOSTILE = [
    "<script>window.hurt = 1</script>", "../../x", "CON", "a" * 300, "\u202egnp.exe", "🥐🥖", "=1+1", "index",
    '" onload="window.hurt = 1', "a b&c#d%20?e", "Ταβέρνα «Ο Γιώργος»", "'; drop table", "\x1b[31mred",
]  # fmt: skip


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def batch(run: Runner, *arguments: str, **environment: str) -> Run:
    return run("batch", *arguments, "--model", SMALL, "--summary", "none", **environment)


def write(name: str, text: str) -> str:
    Path(name).write_text(text, "utf-8")
    return name


def pages(run: Runner, rows: str, *arguments: str, output: str = "out.csv") -> Run:
    """Pages of a table of clients and days, in the folder `pages`."""
    source = write("rows.csv", rows)
    return batch(run, source, "-o", output, "--id", "client", "--date", "day", "--pages", "pages", *arguments)


def files(folder: str = "pages") -> dict[str, str]:
    return {path.name: path.read_bytes().decode() for path in Path(folder).iterdir()}


def linked(page: str) -> set[str]:
    """The files to which a page links."""
    return {unquote(html.unescape(each)) for each in re.findall(r'<a href="([^"]*)"', page)}


def check_folder(folder: str = "pages") -> dict[str, str]:
    """Check that links, list and files are the same, and give the page's file of each subject."""
    found = files(folder)
    with (Path(folder) / LIST).open(encoding="utf-8-sig", newline="") as file:
        rows = [*csv.reader(file)]
    assert rows[0] == ["subject", "page"]
    assert linked(found[INDEX]) == {page for _, page in rows[1:]} == {*found} - {INDEX, LIST}
    assert len({page for _, page in rows[1:]}) == len(rows) - 1
    return dict(rows[1:])


# --- what is in it


def test_each_subject_has_a_page_and_the_index_links_to_it(run: Runner) -> None:
    done = pages(run, WINTER)
    assert done == Run(0, "", "Pages written: 2. Begin with pages/index.html.\n")
    assert check_folder() == {"Bakery": "bakery.html", "Garage": "garage.html"}
    found = files()
    assert "<h1><bdi>Bakery</bdi></h1>" in found["bakery.html"]
    assert "14 December 2025" in found["bakery.html"]
    assert '<p class="stage">“Safe” or “Copying”</p>' in found["bakery.html"]
    assert "Since last time" not in found["bakery.html"]
    assert "What changed" not in found[INDEX]


def test_with_save_the_change_since_the_last_time_is_on_the_page(run: Runner) -> None:
    first = pages(run, AUTUMN, "--save", "--db", "h.db")
    assert first == Run(0, "", "Saved in the history: 2.\nPages written: 2. Begin with pages/index.html.\n")
    done = pages(run, WINTER, "--save", "--db", "h.db")
    assert done == first
    assert FORWARD in files()["bakery.html"]
    assert "<h2>What changed since the time before</h2>" in files()[INDEX]
    check_folder()


def test_with_a_history_alone_the_change_is_there_and_nothing_is_saved(run: Runner) -> None:
    pages(run, AUTUMN, "--save", "--db", "h.db")
    before = Path("h.db").read_bytes()
    done = pages(run, WINTER, "--db", "h.db")
    assert done == Run(0, "", "Pages written: 2. Begin with pages/index.html.\n")
    assert FORWARD in files()["bakery.html"]
    assert Path("h.db").read_bytes() == before


@pytest.mark.parametrize("flags", [("--save", "--db", "h.db"), ("--db", "h.db"), ()])
def test_the_same_run_twice_gives_the_same_bytes(run: Runner, flags: tuple[str, ...]) -> None:
    pages(run, AUTUMN, "--save", "--db", "h.db")
    pages(run, WINTER, *flags)
    first = files()
    done = pages(run, WINTER, *flags)
    assert files() == first
    if "--save" in flags:
        assert done.err == (
            "Saved in the history: 0.\n"
            "Already saved, with the same answers at the same time, so not added again: 2.\n"
            "Pages written: 2. Begin with pages/index.html.\n"
        )


def test_a_first_run_again_compares_nobody_with_itself(run: Runner) -> None:
    for _ in range(2):
        pages(run, WINTER, "--save", "--db", "h.db")
        assert "Since last time" not in files()["bakery.html"]
        assert "What changed" not in files()[INDEX]


@pytest.mark.parametrize("turned", [False, True])
def test_two_rows_of_a_subject_are_one_page_of_the_later(run: Runner, turned: bool) -> None:
    rows = [*AUTUMN.splitlines()[1:], *WINTER.splitlines()[1:2]]
    text = "\n".join([AUTUMN.splitlines()[0], *(rows[::-1] if turned else rows)]) + "\n"
    pages(run, text, "--save", "--db", "h.db")
    assert check_folder() == {"Bakery": "bakery.html", "Garage": "garage.html"}
    page = files()["bakery.html"]
    assert "14 December 2025" in page
    assert FORWARD in page
    pages(run, text)
    assert "Since last time" not in files()["bakery.html"]


def test_rows_without_a_name_have_pages_of_their_own_also_beside_one_so_called(run: Runner) -> None:
    rows = (
        "client,day,copies\nBakery,2025-12-14,some\nRow 3,2025-12-14,missing\n,2025-12-14,some\n ,2025-12-15,missing\n"
    )
    done = pages(run, rows)
    assert done.err.endswith("Pages written: 4. Begin with pages/index.html.\n")
    with Path("pages", LIST).open(encoding="utf-8-sig", newline="") as file:
        listed = [*csv.reader(file)][1:]
    assert [subject for subject, _ in listed] == ["Bakery", "Row 3", "Row 3", "Row 4"]
    assert len({page for _, page in listed}) == 4
    assert linked(files()[INDEX]) == {page for _, page in listed}
    called, unnamed = (files()[page] for _, page in listed[1:3])
    assert "<h1><bdi>Row 3</bdi></h1>" in called
    assert "<h1><bdi>Row 3</bdi></h1>" not in unnamed


def test_names_that_are_only_claimed_are_pages_of_their_own_without_a_history(run: Runner) -> None:
    pages(run, AUTUMN, "--save", "--db", "h.db")
    before = Path("h.db").read_bytes()
    Path("returned").mkdir()
    put(Path("returned/a.json"), "Bakery", "2025-12-01T12:00:00Z", copies="some")
    put(Path("returned/b.json"), "Bakery", "2025-12-02T12:00:00Z", copies="missing")
    done = batch(run, "returned", "-o", "out2.csv", "--pages", "claimed", "--save", "--db", "h.db")
    assert done.code == 0
    assert done.err == (
        "Neither saved in the history nor compared with it, since only the files say whose answers they are: 2. "
        "Name the list of references "
        "with --references or, if the names are right, add --trust-names.\n"
        "Pages written: 2. Begin with claimed/index.html.\n"
    )
    with Path("claimed", LIST).open(encoding="utf-8-sig", newline="") as file:
        assert [row[0] for row in csv.reader(file)] == ["subject", "Bakery", "Bakery"]
    found = files("claimed")
    assert len(found) == 4
    assert linked(found[INDEX]) == {*found} - {INDEX, LIST}
    assert not any("Since last time" in page for page in found.values())
    assert Path("h.db").read_bytes() == before


def test_names_from_a_list_of_references_are_one_page_with_the_change(run: Runner) -> None:
    pages(run, AUTUMN, "--save", "--db", "h.db")
    Path("returned").mkdir()
    put(Path("returned/a.json"), None, "2025-12-01T12:00:00Z", "abcd2345", copies="some", often="weekly")
    put(Path("returned/b.json"), None, "2025-12-02T12:00:00Z", "abcd2345", copies="some", tested="tested")
    list_ = put_list(Path("refs.csv"), abcd2345="Bakery")
    done = batch(run, "returned", "-o", "o.csv", "--pages", "known", "--references", list_, "--db", "h.db", "--save")
    assert done.code == 0, done.err
    assert check_folder("known") == {"Bakery": "bakery.html"}
    assert "2 December 2025" in files("known")["bakery.html"]


# --- from every input and result


@pytest.mark.parametrize("ending", ["csv", "jsonl", slow("yaml"), slow("tsv"), slow("xlsx"), slow("parquet")])
def test_every_format_of_input_gives_the_same_pages(run: Runner, ending: str) -> None:
    pages(run, WINTER, "--save", "--db", "h.db")
    wanted = files()
    frame = pl.read_csv("rows.csv", infer_schema=False)
    name = f"in.{ending}"
    match ending:
        case "csv":
            frame.write_csv(name, separator=";")
        case "tsv":
            frame.write_csv(name, separator="\t")
        case "jsonl":
            frame.write_ndjson(name)
        case "xlsx":
            frame.write_excel(name)
        case "parquet":
            frame.write_parquet(name)
        case _:
            write(name, "".join("- " + str({key: value for key, value in row.items() if value is not None}) + "\n"
                                for row in frame.to_dicts()))  # fmt: skip
    done = batch(run, name, "-o", "other.csv", "--id", "client", "--date", "day", "--pages", "pages", "--db", "h.db")
    assert done == Run(0, "", "Pages written: 2. Begin with pages/index.html.\n")
    assert files() == wanted


@pytest.mark.parametrize(
    ("engine", "output"),
    [("stream", "o.csv"), ("columnar", "o.csv"), ("columnar", "o.parquet"), ("stream", "o.jsonl"), ("stream", "o.tsv"),
     ("stream", "o.xlsx"), ("stream", "o.parquet")],
)  # fmt: skip
def test_every_engine_and_format_of_results_gives_the_same_pages(run: Runner, engine: str, output: str) -> None:
    pages(run, AUTUMN, "--save", "--db", "h.db")
    pages(run, WINTER, "--db", "h.db")
    wanted = files()
    assert pages(run, WINTER, "--db", "h.db", "--engine", engine, output=output).code == 0
    assert files() == wanted
    assert FORWARD in wanted["bakery.html"]


# --- names, and whose they are


def test_hostile_names_are_safe_files_and_do_nothing(run: Runner, folder: Path) -> None:
    with Path("rows.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["client", "copies"], *([name, "some"] for name in HOSTILE)])
    done = batch(run, "rows.csv", "-o", "out.csv", "--id", "client", "--pages", "pages")
    assert done == Run(0, "", f"Pages written: {len(HOSTILE)}. Begin with pages/index.html.\n")
    found = check_folder()
    assert [*found] == ["'=1+1" if name == "=1+1" else name for name in HOSTILE]  # inert in a spreadsheet, too
    assert {path.name for path in folder.iterdir()} == {"rows.csv", "out.csv", "pages"}
    for name in found.values():
        assert re.fullmatch(r"[\w-]{1,50}\.html", name)
        assert name.lower() not in ("con.html", "index.html")
    for name, page in files().items():
        if name.endswith(".html"):
            assert "<script>window" not in page
            assert ' onload="' not in page
            assert "\u202e" not in page
            assert "\x1b" not in page
            assert ("<script" in page) == (name == INDEX)  # its own, which sorts


def test_names_that_only_json_can_hold_have_pages(run: Runner) -> None:
    names = ["\ud800", "a\nb", "a b", 12, None, "", "e\u0301", "\u00e9"]
    write("rows.jsonl", "".join(json.dumps({"client": name, "copies": "some"}) + "\n" for name in names))
    done = batch(run, "rows.jsonl", "-o", "o.csv", "--id", "client", "--pages", "pages", "--save", "--db", "h.db")
    assert done.code == 0
    assert done.err.endswith("Pages written: 7. Begin with pages/index.html.\n")  # two are one in Unicode's form
    assert [*check_folder()] == ["\\ud800", "a\nb", "a b", "12", "Row 5", "Row 6", "é"]
    assert (
        batch(run, "rows.jsonl", "-o", "o.csv", "--id", "client", "--pages", "pages", "--save", "--db", "h.db").code
        == 0
    )


def test_who_it_is_from_is_on_every_page_in_the_language(run: Runner) -> None:
    done = pages(run, WINTER, "--by", "Μαρία <Κ>", "--lang", "el")
    assert done == Run(0, "", "Σελίδες που γράφτηκαν: 2. Ξεκινήστε από το pages/index.html.\n")
    for name, page in files().items():
        if name.endswith(".html"):
            assert '<p class="soft">Επιμέλεια: Μαρία &lt;Κ&gt;</p>' in page
            assert '<html lang="el"' in page
    assert "Ασφαλή" in files()["bakery.html"]


def test_the_index_is_shown_in_the_browser(run: Runner, shown: list[str], folder: Path) -> None:
    done = pages(run, WINTER, "--open")
    assert done.code == 0
    assert done.err == (
        "Pages written: 2. Begin with pages/index.html.\nShown in the browser: pages/index.html\n"
    )  # fmt: skip
    assert shown == [(folder / "pages" / INDEX).as_uri()]


def test_rows_below_a_stage_have_pages_and_the_run_says_so(run: Runner) -> None:
    done = pages(run, AUTUMN, "--fail-under", "safe")
    assert done == Run(
        3,
        "",
        "Pages written: 2. Begin with pages/index.html.\n"
        "Rows below stage 3, which --fail-under asks for: 2 of 2.\n",
    )  # fmt: skip
    assert check_folder() == {"Bakery": "bakery.html", "Garage": "garage.html"}


def test_rows_that_cannot_be_read_are_on_the_index_and_have_no_page(run: Runner) -> None:
    done = pages(run, WINTER + "Kiosk,2025-12-15,where,,\n")
    assert done.code == 5
    assert check_folder() == {"Bakery": "bakery.html", "Garage": "garage.html"}
    assert "copies: where" in files()[INDEX]


# --- what cannot be


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--id", "client", "--pages", "pages"], "--pages is made from the result: name a file for it with -o."),
        (["--id", "client", "--pages", "pages", "-o", "-"],
         "--pages is made from the result: name a file for it with -o."),
        (["-o", "out.csv", "--pages", "pages"],
         "--pages writes a page for each subject: name the column that tells them apart with --id."),
        (["-o", "out.csv", "--id", "client", "--pages", "mine"],
         "'mine' is replaced whole, but 'thesis.docx' in it is no page of an earlier run. Move it away, or name "
         "another folder."),
        (["-o", "out.csv", "--id", "client", "--pages", "rows.csv"], "'rows.csv' is not a folder. Name a folder."),
        (["-o", "out.csv", "--id", "client", "--pages", "."],
         "'.' would be replaced whole, and you are working in it. Name another folder."),
        (["-o", "out.csv", "--id", "client", "--pages", ".."],
         "'..' would be replaced whole, and you are working in it. Name another folder."),
        (["-o", "pages/out.csv", "--id", "client", "--pages", "pages"],
         "'pages/out.csv' lies in 'pages', which is replaced whole. Name another place for one of them."),
        (["-o", "new/deep/out.csv", "--id", "client", "--pages", "./new"],
         "'new/deep/out.csv' lies in 'new', which is replaced whole. Name another place for one of them."),
        (["-o", "out.csv", "--id", "client", "--pages", "pages", "--rejects", "pages/no.csv"],
         "'pages/no.csv' lies in 'pages', which is replaced whole. Name another place for one of them."),
        (["-o", "out.csv", "--id", "client", "--pages", "pages", "--report", "pages/p.html"],
         "'pages/p.html' lies in 'pages', which is replaced whole. Name another place for one of them."),
        (["-o", "out.csv", "--id", "client", "--pages", "pages", "--save", "--db", "link/h.db"],
         "'link/h.db' lies in 'pages', which is replaced whole. Name another place for one of them."),
        (["-o", "out.csv", "--id", "client", "--pages", "pages", "--engine", "spark"],
         "The Spark engine has no --pages. Leave it out, or choose another --engine."),
        (["-o", "out.csv", "--id", "client", "--open"],
         "--open shows a report, or pages: name them with --report FILE.html, or --pages FOLDER."),
        (["-o", "out.csv", "--id", "client", "--pages", "pages", "--db", "none.db"],
         "There is no history 'none.db' yet. 'stagecli assess --name WHO --save' begins one, or 'batch --save'."),
    ],
)  # fmt: skip
def test_pages_that_cannot_be_are_told_before_the_work(
    arguments: list[str], message: str, run: Runner, folder: Path
) -> None:
    write("rows.csv", WINTER)
    Path("mine").mkdir()
    write("mine/thesis.docx", "")
    Path("link").symlink_to("pages")
    before = {path.name for path in folder.iterdir()}
    done = batch(run, "rows.csv", *arguments)
    assert (done.code, done.out, done.err) == (2, "", f"{message}\n")
    assert {path.name for path in folder.iterdir()} == before
    assert [path.name for path in Path("mine").iterdir()] == ["thesis.docx"]


def test_a_result_in_the_folder_is_refused_in_greek(run: Runner) -> None:
    done = pages(run, WINTER, "--lang", "el", output="pages/out.csv")
    assert done == Run(
        2, "",
        "Το «pages/out.csv» βρίσκεται στον φάκελο «pages», που αντικαθίσταται ολόκληρος. Βάλτε κάπου αλλού το ένα από "
        "τα δύο.\n",
    )  # fmt: skip


def test_pages_of_who_is_gone_are_gone(run: Runner) -> None:
    pages(run, WINTER)
    pages(run, AUTUMN.replace("Bakery", "Florist"))
    assert check_folder() == {"Florist": "florist.html", "Garage": "garage.html"}


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["-o", "out", "--pages", "out", "--format", "csv"],
         "'out' lies in 'out', which is replaced whole. Name another place for one of them."),
        (["-o", "out.csv", "--pages", "pages", "--spreadsheet-safe"],
         "--save, --db and --pages read the result again, where --spreadsheet-safe has changed texts. Leave it out."),
        (["-o", "out.csv", "--db", "h.db"],
         "--db is the history to save in, or to compare with: it goes with --save, --report or --pages."),
    ],
)  # fmt: skip
def test_what_does_not_go_together_is_told_before_the_work(
    run: Runner, folder: Path, arguments: list[str], message: str
) -> None:
    Path("rows.csv").write_text("client,copies\nFlorist,some\n", "utf-8")
    assert batch(run, "rows.csv", "--id", "client", *arguments) == Run(2, "", f"{message}\n")
    assert [path.name for path in folder.iterdir()] == ["rows.csv"]


def test_a_name_that_is_nearly_one_of_the_history_is_told_also_where_nothing_is_saved(
    run: Runner, folder: Path
) -> None:
    assert folder.exists()
    for client, more in (("Florist", ["--save"]), ("FLORIST", [])):
        Path("rows.csv").write_text(f"client,copies\n{client},some\n", "utf-8")
        done = batch(run, "rows.csv", "--id", "client", "-o", "out.csv", "--pages", "pages", "--db", "h.db", *more)
        assert done.code == 0
    assert done.err.startswith("New subjects that are nearly called like others in the history: 1, such as FLORIST. ")
