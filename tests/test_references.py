"""The list of references, and the pages that are made for each client."""

import re
from pathlib import Path

import pytest

from stagecli.cli.questionnaire_for import write_pages
from stagecli.errors import FileError, UsageError
from stagecli.references import Reference, new_reference, read_references, write_references
from stagecli.render.questionnaire import Page

LINES = [Reference("Φούρνος, Κέντρο", "abc1", "abc1.html"), Reference("=1+1", "abc2", "abc2.html")]


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_a_reference_cannot_be_guessed_and_no_spreadsheet_changes_it() -> None:
    found = {new_reference() for _ in range(1000)}
    assert len(found) == 1000
    assert all(re.fullmatch("[a-z][a-z0-9]{15}", reference) for reference in found)
    assert 26 * 36**15 > 2**80


def test_the_list_comes_back_as_it_was_written_and_only_its_owner_reads_it() -> None:
    path = Path("list.csv")
    write_references(path, LINES)
    assert read_references(path) == LINES
    assert path.read_text("utf-8").startswith('subject,reference,page\n"Φούρνος, Κέντρο",abc1,abc1.html\n')
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_list_that_others_could_read_is_its_owners_alone_once_it_is_written_again() -> None:
    path = Path("list.csv")
    path.touch(mode=0o644)
    write_references(path, LINES)
    assert path.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_list_that_a_spreadsheet_saved_is_read(delimiter: str) -> None:
    text = delimiter.join(["\ufeffpage", "reference", "note", "subject"]) + "\r\n"
    text += delimiter.join(["a.html", "abc1", "", "Bakery"]) + "\r\n" + delimiter * 3 + "\r\n"
    Path("list.csv").write_text(text, "utf-8", newline="")
    assert read_references(Path("list.csv")) == [Reference("Bakery", "abc1", "a.html")]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "list.csv:1: there is no column 'subject'\nlist.csv:1: there is no column 'reference'"),
        ("subject,referense\na,b\n", "list.csv:1: there is no column 'reference'. Did you mean 'referense'?"),
        ("subject,reference\na,k1\nb,k2\nc,k1\n", "list.csv:4: reference: the reference 'k1' is on line 2 already"),
        ("subject,reference\na,\n,k1\n",
         "list.csv:2: reference: there is no reference. Take the line out: 'stagecli questionnaire --for' gives its "
         "subject a new one.\nlist.csv:3: subject: there is no name"),
        ("subject,reference\na,../../x\n",
         "list.csv:2: reference: '../../x' is not a reference. A reference has only lower-case letters a-z and "
         "digits."),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_list_is_told_with_its_line(text: str, message: str) -> None:
    Path("list.csv").write_text(text, "utf-8")
    with pytest.raises(FileError) as error:
        read_references(Path("list.csv"))
    assert str(error.value).replace(".\n", "\n").rstrip(".") == message.replace(".\n", "\n").rstrip(".")


def test_a_list_in_another_encoding_is_told() -> None:
    Path("list.csv").write_bytes("subject,reference\nΦούρνος,k1\n".encode("cp1253"))
    with pytest.raises(FileError, match=r"^list.csv: byte 0xd6 is not UTF-8. Save the file as UTF-8.$"):
        read_references(Path("list.csv"))


def pages(clients: str, folder: str = "pages", column: str | None = None, *read: str) -> None:
    write_pages(
        Page(languages=("en",)), lambda page: f"{page.name} {page.reference}", clients, Path(folder),
        column=column, encoding=None, language="en", read=read,
    )  # fmt: skip


def test_each_client_has_a_page_and_the_list_is_beside_the_folder(capsys: pytest.CaptureFixture[str]) -> None:
    Path("clients.csv").write_text("who,town\nBakery,Athens\n\nGarage,Volos\n", "utf-8")
    pages("clients.csv")
    bakery, garage = read_references(Path("pages.references.csv"))
    assert (bakery.subject, garage.subject, bakery.page) == ("Bakery", "Garage", f"{bakery.reference}.html")
    assert {path.name: path.read_text("utf-8") for path in Path("pages").iterdir()} == {
        bakery.page: f"Bakery {bakery.reference}",
        garage.page: f"Garage {garage.reference}",
    }
    assert capsys.readouterr().err == (
        "Pages written to 'pages': 2. The list of their references is 'pages.references.csv': keep it to yourself, and "
        "never publish it. When answers come back: stagecli batch RETURNED --references pages.references.csv\n"
    )


def test_run_again_a_client_keeps_the_reference_and_nobody_leaves_the_list() -> None:
    Path("clients.csv").write_text("who\nBakery\nGarage\n", "utf-8")
    pages("clients.csv")
    before = read_references(Path("pages.references.csv"))
    Path("clients.csv").write_text("town;client\nVolos; Garage \nAthens;Hotel\n", "utf-8")
    pages("clients.csv", "pages/", "client")
    after = read_references(Path("pages.references.csv"))
    assert after[:2] == before
    assert [line.subject for line in after] == ["Bakery", "Garage", "Hotel"]


def test_run_again_the_list_keeps_the_columns_that_its_owner_added() -> None:
    Path("clients.csv").write_text("who\nBakery\nGarage\nHotel\n", "utf-8")
    Path("pages.references.csv").write_text("phone;subject;reference\n210;Bakery;abc1\n;Garage;abc2\n", "utf-8")
    pages("clients.csv")
    heading, *lines = Path("pages.references.csv").read_text("utf-8").splitlines()
    assert [heading, *lines[:2]] == ["subject,reference,page,phone", "Bakery,abc1,,210", "Garage,abc2,,"]
    assert lines[2].startswith("Hotel,")
    assert lines[2].endswith(".html,")


@pytest.mark.parametrize("folder", [".", "..", "/", "../pages", "new/.."])
def test_the_folder_in_which_one_is_is_not_replaced(monkeypatch: pytest.MonkeyPatch, folder: str) -> None:
    Path("pages").mkdir()
    monkeypatch.chdir("pages")
    Path("../clients.csv").write_text("who\nBakery\n", "utf-8")
    with pytest.raises(UsageError) as error:
        pages("../clients.csv", folder)
    assert str(error.value) == f"'{folder}' would be replaced whole, and you are working in it. Name another folder."
    assert [path.name for path in sorted(Path("..").rglob("*"))] == ["clients.csv", "pages"]


@pytest.mark.parametrize(
    ("text", "column", "message"),
    [
        ("who,town\nBakery,a\n,b\nGarage,c\nBakery ,d\n", None,
         "clients.csv:3: who: nobody is named in this row.\nclients.csv:5: who: 'Bakery' is in row 2 already."),
        ("who\n", None, "'clients.csv' names nobody."),
        ("who\nBakery\n", "client", "--id: there is no column 'client' in clients.csv. The header is line 1, with "
         "1 cell: 'who'."),
    ],
)  # fmt: skip
def test_clients_without_names_of_their_own_are_told(text: str, column: str | None, message: str) -> None:
    Path("clients.csv").write_text(text, "utf-8")
    with pytest.raises((FileError, UsageError)) as error:
        pages("clients.csv", column=column)
    assert str(error.value) == message
    assert [path.name for path in Path().iterdir()] == ["clients.csv"]


def test_the_list_is_never_written_over_the_clients() -> None:
    Path("pages.references.csv").write_text("subject\nBakery\n", "utf-8")
    with pytest.raises(UsageError, match=r"^-o is 'pages.references.csv', which is read. Name another file.$"):
        pages("pages.references.csv")


def test_the_list_is_never_written_over_anything_else_that_is_read() -> None:
    Path("clients.csv").write_text("who\nBakery\n", "utf-8")
    Path("pages.references.csv").write_text("An introduction.", "utf-8")
    with pytest.raises(UsageError, match=r"^-o is 'pages.references.csv', which is read. Name another file.$"):
        pages("clients.csv", "pages", None, "pages.references.csv")


def test_a_wrong_list_of_an_earlier_run_is_told_before_anything_is_written() -> None:
    Path("clients.csv").write_text("who\nBakery\n", "utf-8")
    Path("pages.references.csv").write_text("subject,reference\nBakery,../x\n", "utf-8")
    with pytest.raises(FileError, match="is not a reference"):
        pages("clients.csv")
    assert not Path("pages").exists()
