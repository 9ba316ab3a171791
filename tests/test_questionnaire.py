"""`stagecli questionnaire` writes one page that requests nothing, for anybody or for each client of a table."""

import base64
import csv
import hashlib
import json
import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from stagecli.classifier import Classifier
from stagecli.cli.questionnaire_for import write_pages
from stagecli.model import Model
from stagecli.render import questionnaire
from stagecli.render.questionnaire import Page, render
from stagecli.render.questionnaire.script import script
from tests.conftest import Run
from tests.ladders import SMALL

MODULES = sorted(Path(questionnaire.__file__).parent.glob("*.js"))


@pytest.fixture(scope="module")
def page(bundled: Model) -> str:
    return render(Classifier(bundled), Page(languages=("en", "el")))


def data_of(page: str) -> dict[str, Any]:
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', page, re.DOTALL)
    assert found is not None
    data: dict[str, Any] = json.loads(found[1])
    return data


def test_it_can_be_mailed(page: str) -> None:
    assert len(page.encode()) <= 150_000


def test_it_names_no_place_to_load_anything_from(page: str) -> None:
    assert set(re.findall(r"\w+://[\w./]+", page)) == {"http://www.w3.org/2000/svg"}
    assert not re.search(r"<(link|img|iframe|object|embed|form|base)\b|\bsrc=|@import|url\(", page)


def test_its_policy_allows_its_own_style_and_script_alone(page: str) -> None:
    def hashed(text: str) -> str:
        return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()

    style, ran = (re.search(rf"<{tag}>(.*?)</{tag.split()[0]}>", page, re.DOTALL)
                  for tag in ("style", 'script type="module"'))  # fmt: skip
    assert style is not None
    assert ran is not None
    policy = (
        f"default-src 'none'; style-src 'sha256-{hashed(style[1])}'; script-src 'sha256-{hashed(ran[1])}'; "
        "base-uri 'none'; form-action 'none'"
    )
    assert f'<meta http-equiv="Content-Security-Policy" content="{policy}">' in page
    assert " style=" not in page
    assert not re.search(r"""\son\w+=["']""", page)


def test_labelled_cases_are_not_in_it(page: str, bundled: Model) -> None:
    assert bundled.cases
    assert [case.name for case in bundled.cases if case.name in page] == []


def test_texts_of_a_ladder_never_end_the_data_or_become_markup() -> None:
    text = "</script><script>window.hurt = 1</script> & <!-- \u2028 \u202e"
    stages = tuple(replace(stage, name=text, summary=text) for stage in SMALL.stages)
    signals = tuple(replace(signal, question=text, help=text) for signal in SMALL.signals)
    model = replace(SMALL, title=text, stages=stages, signals=signals)
    hostile = Page(languages=("en",), name=text, intro=f"{text}\n\n{text}", reference="abc")
    made = render(Classifier(model), hostile)
    assert made.count("<script") == 2
    assert made.count("</script>") == 2
    assert "\u202e" not in made
    shown = "</script><script>window.hurt = 1</script> & <!--   \\u202e"
    assert data_of(made)["page"]["name"] == data_of(made)["ladder"]["stages"][0]["name"]["en"] == shown
    assert data_of(made)["page"]["intro"] == f"{shown}\n\n{shown}"


@pytest.mark.parametrize("languages", [("en",), ("el",), ("en", "el")])
def test_who_sends_it_stands_above_all_views_and_above_the_form_to_print(
    bundled: Model, languages: tuple[str, ...]
) -> None:
    nobody = Page(languages=languages)
    made = render(Classifier(bundled), replace(nobody, by="Μαρία & Co."))
    line = '<header><p class="soft"><bdi>Μαρία &amp; Co.</bdi></p></header>\n'
    assert f'<body>\n{line}<div id="page"></div>\n<main class="unscripted">' in made
    assert made.replace(line, "") == render(Classifier(bundled), nobody)


def test_a_hostile_name_of_who_sends_it_is_only_shown(bundled: Model) -> None:
    made = render(Classifier(bundled), Page(languages=("en",), by="</p><script>1</script>\nx\u202e"))
    assert "<bdi>&lt;/p&gt;&lt;script&gt;1&lt;/script&gt; x\\u202e</bdi>" in made
    assert (made.count("<script"), "\u202e" in made) == (2, False)


def test_each_name_of_the_script_means_one_thing() -> None:
    declared = re.compile(r"^(?:export )?(?:async )?(?:function|const|class) (\w+)|^const \[(.*?)\] =", re.MULTILINE)
    names = Counter(
        name.strip()
        for module in MODULES
        for one, several in declared.findall(module.read_text("utf-8"))
        for name in (one or several).split(",")
    )
    assert len(names) > 100
    assert [name for name, count in names.items() if count > 1] == []


def test_the_script_has_all_modules_and_no_comment() -> None:
    text = script("page.js")
    for module in MODULES:
        declared = re.findall(
            r"^export (?:async )?(?:function|const|class) (\w+)", module.read_text("utf-8"), re.MULTILINE
        )
        assert [name for name in declared if not re.search(rf"\b{name}\b", text)] == []
    assert not re.search(r"/\*|^\s*//|^(import|export) ", text, re.MULTILINE)


def test_spaces_in_texts_and_patterns_of_the_script_stay() -> None:
    quoted = re.compile(r'"(?:[^"\\\n]|\\.)*"|`[^`\n]*`')
    comment = re.compile(r"/\*\*.*?\*/", re.DOTALL)
    code = "".join(comment.sub("", module.read_text("utf-8")) for module in MODULES)
    found = [text for text in quoted.findall(code) if " " in text]
    assert len(found) > 30
    assert [text for text in found if text not in script("page.js") and not text.startswith('"./')] == []


@pytest.mark.parametrize(
    ("arguments", "languages"), [([], ["en", "el"]), (["--lang", "el"], ["el"]), (["--lang", "en"], ["en"])]
)
def test_it_speaks_all_languages_or_the_one_that_is_named(
    run: Callable[..., Run], tmp_path: Path, arguments: list[str], languages: list[str]
) -> None:
    out = tmp_path / "page.html"
    done = run("questionnaire", "-o", str(out), *arguments)
    assert (done.code, done.out, done.err) == (0, "", "")
    text = out.read_text("utf-8")
    assert data_of(text)["page"]["languages"] == [*data_of(text)["messages"]] == languages
    assert re.findall(r'<section lang="(\w+)"', text) == languages


def test_the_same_bytes_go_to_a_pipe(run: Callable[..., Run], tmp_path: Path) -> None:
    intro = tmp_path / "intro.txt"
    intro.write_bytes("\ufeffHello.\r\n\r\nThis takes a minute.\r\n".encode())
    flags = ["--name", " Bakery ", "--intro", str(intro), "--result", "brief", "--send", "mailto:me+q@example.com"]
    done = run("questionnaire", "-o", str(tmp_path / "page.html"), *flags)
    assert done.code == 0
    written = (tmp_path / "page.html").read_text("utf-8")
    assert run("questionnaire", "-o", "-", *flags).out == written
    assert data_of(written)["page"] == {
        "languages": ["en", "el"], "name": "Bakery", "reference": "", "intro": "Hello.\n\nThis takes a minute.",
        "result": "brief", "send": "me+q@example.com",
    }  # fmt: skip


MISTAKES = {
    "no output": ([], "Say where to write the page, as in -o questionnaire.html, or show it with --open."),
    "an output that is no page": (["-o", "page.pdf"], "'page.pdf' is not the name of a page: let it end in .html."),
    "two addresses": (
        ["-o", "p.html", "--send", "mailto:a@example.com,b@example.com"],
        "--send takes one mail address, as in mailto:me@example.com, not 'mailto:a@example.com,b@example.com'.",
    ),
    "an address with headers": (
        ["-o", "p.html", "--send", "mailto:a@example.com?cc=b@example.com"],
        "--send takes one mail address, as in mailto:me@example.com, not 'mailto:a@example.com?cc=b@example.com'.",
    ),
    "an address with a line break": (
        ["-o", "p.html", "--send", "mailto:a@example.com\nb"],
        "--send takes one mail address, as in mailto:me@example.com, not 'mailto:a@example.com b'.",
    ),
    "a column without a table": (
        ["-o", "p.html", "--id", "client"],
        "--id and --encoding are for the table of --for. Add --for, or leave them out.",
    ),
    "a name for many": (
        ["-o", "pages", "--for", "c.csv", "--name", "x"],
        "--name is for one page, --for makes a page for each client. Leave one of them out.",
    ),
    "many to show": (
        ["-o", "pages", "--for", "c.csv", "--open"], "--open shows one page, --for writes many. Leave one of them out.",
    ),
    "many without a folder": (["--for", "c.csv"], "Say with -o in which folder the clients' pages go."),
    "an intro that is not there": (
        ["-o", "p.html", "--intro", "nowhere.txt"],
        "The text for --intro cannot be read from 'nowhere.txt': No such file or directory.",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("arguments", "said"), MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_is_one_sentence_and_nothing_is_written(
    run: Callable[..., Run], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    done = run("questionnaire", *arguments)
    assert (done.code, done.out, done.err) == (2, "", f"{said}\n")
    assert [*tmp_path.iterdir()] == []


def test_an_intro_that_is_no_text_or_endless_is_refused(run: Callable[..., Run], tmp_path: Path) -> None:
    binary, long, out = tmp_path / "intro.bin", tmp_path / "long.txt", str(tmp_path / "page.html")
    binary.write_bytes(b"\xff\xfe\x00")
    long.write_text("x" * 20_001, "utf-8")
    done = run("questionnaire", "-o", out, "--intro", str(binary))
    assert done.err == f"The text for --intro cannot be read from '{binary}': it is not text in UTF-8.\n"
    done = run("questionnaire", "-o", out, "--intro", str(long), "--lang", "el")
    assert (
        done.err
        == f"Το κείμενο του --intro δεν διαβάζεται από το «{long}»: έχει περισσότερους από 20.000 χαρακτήρες.\n"
    )


def test_what_is_read_is_never_written_over(run: Callable[..., Run], tmp_path: Path) -> None:
    intro = tmp_path / "intro.html"
    intro.write_text("Hello", "utf-8")
    done = run("questionnaire", "-o", str(intro), "--intro", str(intro))
    assert (done.code, intro.read_text("utf-8")) == (2, "Hello")


def test_a_page_for_each_client_has_its_name_and_its_reference(run: Callable[..., Run], tmp_path: Path) -> None:
    clients, folder = tmp_path / "clients.csv", tmp_path / "pages"
    clients.write_text('town,client\nPatras,"Bakery, old"\nVolos,Ταβέρνα\n', "utf-8")
    done = run("questionnaire", "--for", str(clients), "--id", "client", "-o", str(folder), "--lang", "en")
    assert (done.code, done.out) == (0, "")
    lines = (tmp_path / "pages.references.csv").read_text("utf-8").splitlines()
    assert lines[0] == "subject,reference,page"
    pages = {data_of(path.read_text("utf-8"))["page"]["name"]: path for path in folder.iterdir()}
    assert sorted(pages) == ["Bakery, old", "Ταβέρνα"]
    for path in pages.values():
        assert data_of(path.read_text("utf-8"))["page"]["reference"] == path.stem
        assert any(line.endswith(f"{path.stem},{path.name}") for line in lines)


def test_the_folder_is_replaced_whole_and_everybody_stays_on_the_list(
    run: Callable[..., Run], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    clients, folder, references = Path("clients.csv"), Path("pages"), Path("pages.references.csv")
    clients.write_text("client\nBakery\nTavern\n", "utf-8")
    assert run("questionnaire", "--for", "clients.csv", "-o", "pages").code == 0
    bakery, tavern = (line["page"] for line in csv.DictReader(references.read_text("utf-8").splitlines()))
    clients.write_text("client\nTavern\nKiosk\n", "utf-8")
    (folder / tavern).write_text("old", "utf-8")
    assert run("questionnaire", "--for", "clients.csv", "-o", "pages").code == 0
    listed = {line["subject"]: line["page"] for line in csv.DictReader(references.read_text("utf-8").splitlines())}
    assert listed == {"Bakery": bakery, "Tavern": tavern, "Kiosk": listed["Kiosk"]}
    names = {path.name: data_of(path.read_text("utf-8"))["page"]["name"] for path in folder.iterdir()}
    assert names == {tavern: "Tavern", listed["Kiosk"]: "Kiosk"}
    assert {path.name for path in tmp_path.iterdir()} == {"clients.csv", "pages", "pages.references.csv"}


def test_other_files_in_the_folder_stop_the_run(
    run: Callable[..., Run], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("pages").mkdir()
    Path("pages/clients.csv").write_text("client\nBakery\n", "utf-8")
    done = run("questionnaire", "--for", "pages/clients.csv", "-o", "pages")
    assert (done.code, done.out, done.err) == (
        2,
        "",
        "'pages' is replaced whole, but 'clients.csv' in it is no page of an earlier run. Move it away, or name "
        "another folder.\n",
    )
    assert [path.name for path in tmp_path.rglob("*")] == ["pages", "clients.csv"]
    done = run("questionnaire", "--for", "pages/clients.csv", "-o", ".", "--lang", "el")
    assert done.err == (
        "Ο φάκελος «.» πρόκειται να αντικατασταθεί ολόκληρος, και αυτή τη στιγμή βρίσκεστε μέσα του. "
        "Δώστε άλλον φάκελο.\n"
    )


def test_the_list_is_written_before_any_page_can_be_seen(tmp_path: Path) -> None:
    clients, folder = tmp_path / "clients.csv", tmp_path / "pages"
    made: list[str] = []
    clients.write_text("client\nBakery\nTavern\n", "utf-8")

    def make(page: Page) -> str:
        assert not folder.exists()
        assert page.reference in (tmp_path / "pages.references.csv").read_text("utf-8")
        made.append(page.name)
        if page.name == "Tavern":
            raise KeyboardInterrupt
        return page.name

    with pytest.raises(KeyboardInterrupt):
        write_pages(
            Page(languages=("en",)), make, str(clients), folder, column=None, encoding=None, language="en", read=()
        )
    assert made == ["Bakery", "Tavern"]
    assert {path.name for path in tmp_path.iterdir()} == {"clients.csv", "pages.references.csv"}


def test_the_page_is_shown(run: Callable[..., Run], shown: list[str]) -> None:
    assert run("questionnaire", "--open").code == 0
    assert len(shown) == 1


def test_a_table_of_greek_windows_is_read_and_names_that_are_nearly_equal_are_named(
    run: Callable[..., Run], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("clients.csv").write_bytes("Πελάτης\nΤαβέρνα\nΤΑΒΕΡΝΑ\nΦούρνος\n".encode("cp1253"))
    done = run("questionnaire", "--for", "clients.csv", "--encoding", "cp1253", "-o", "pages")
    assert (done.code, len([*Path("pages").iterdir()])) == (0, 3)
    assert done.err.splitlines()[1:] == [
        "These names differ only in case, accents or spaces; each has a page of its own: Ταβέρνα, ΤΑΒΕΡΝΑ."
    ]
