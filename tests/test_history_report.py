"""`history report` and `batch --report` with a history: where everybody stands and who moved, in every format."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from stagecli.history import History
from tests.conftest import GOLDEN, MODELS, Run, check_golden
from tests.ladders import BUNDLED, SMALL, THEN
from tests.test_movement import COPYING, NOTHING, SAFE, TURNED, assessed
from tests.test_render import SCHEMAS

Runner = Callable[..., Run]
SMALL_FILE = str(MODELS / "small.yaml")
RARELY = {"copies": "some", "often": "rarely"}


@pytest.fixture(autouse=True)
def db(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A history in which everything happened that can: the ladder changed for some, others it assessed as before."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("STAGECLI_DB", "h.db")
    with History(tmp_path / "h.db") as history:
        history.save([assessed("Other", "2026-01-05", THEN, BUNDLED)], BUNDLED)
        history.save(
            [
                assessed("Forward", "2026-01-10", NOTHING),
                assessed("Forward", "2026-04-10", SAFE),
                assessed("Perhaps | forward", "2026-01-10", NOTHING),
                assessed("Perhaps | forward", "2026-04-10", {"copies": "some"}),
                assessed("Back", "2026-01-11", SAFE),
                assessed("Back", "2026-04-11", NOTHING),
                assessed("Stayed", "2026-01-11", SAFE),
                assessed("Stayed", "2026-04-12", SAFE),
                assessed("Left", "2026-01-12", COPYING),
                assessed("<b>Came</b>", "2026-04-12", RARELY),
                *(assessed(name, "2026-01-13", NOTHING) for name in ("By the ladder", "Hidden", "By both")),
                assessed("By the answers", "2026-01-13", COPYING),
            ],
            SMALL,
        )
        history.save(
            [
                assessed("By the ladder", "2026-04-13", NOTHING, TURNED),
                assessed("Hidden", "2026-04-13", SAFE, TURNED),
                assessed("By both", "2026-04-13", COPYING, TURNED),
                assessed("By the answers", "2026-04-13", SAFE, TURNED),
            ],
            TURNED,
        )
    return tmp_path / "h.db"


def report(run: Runner, *arguments: str) -> dict[str, Any]:
    done = run("history", "report", "--format", "json", *arguments)
    assert (done.code, done.err) == (0, "")
    found: dict[str, Any] = json.loads(done.out)
    Draft202012Validator(json.loads((SCHEMAS / "portfolio.schema.json").read_text("utf-8"))).validate(found)
    return found


@pytest.mark.parametrize("language", ["en", "el"])
@pytest.mark.parametrize("ending", ["html", "md", "json", "txt"])
def test_the_report(ending: str, language: str, run: Runner) -> None:
    how = [] if ending == "txt" else ["-o", f"report.{ending}"]
    done = run("history", "report", "--since", "2026-04-01", "--lang", language, *how)
    assert (done.code, done.err) == (0, "")
    text = done.out if ending == "txt" else Path(f"report.{ending}").read_text("utf-8")
    text = re.sub(r"<style>.*?</style>|<script[^>]*>.*?</script>|'sha256-[^']*'", "", text, flags=re.DOTALL)
    check_golden(GOLDEN / f"movement-{language}.{ending}", text)


def test_every_kind_of_movement_and_cause_is_in_it(run: Runner) -> None:
    found = report(run, "--since", "2026-04-01")["movement"]
    assert [(each["subject"], each["direction"], each["uncertain"], each["cause"]) for each in found["movers"]] == [
        ("Forward", "progress", False, "answers"),
        ("Perhaps | forward", "progress", True, "answers"),
        ("By the ladder", "progress", True, "ladder"),
        ("By both", "progress", True, "both"),
        ("Back", "regression", False, "answers"),
        ("By the answers", "regression", True, "answers"),
    ]
    assert found["counts"] == {"progress": 4, "regression": 2, "same": 2, "unknown": 0}
    assert found["ladder"] == {"reread": 4, "unread": 0, "shifted": 3, "by_ladder": 1, "hidden": 1}
    assert (found["came"], [each["subject"] for each in found["left"]]) == (["<b>Came</b>"], ["Left"])


def test_the_numbers_of_a_report_add_up(run: Runner) -> None:
    for bounds in ([], ["--since", "2026-04-01"], ["--since", "2026-04-12"], ["--since", "2026-01-13", "--until",
                   "2026-04-11"], ["--until", "2026-03-01"]):  # fmt: skip
        found = report(run, *bounds)
        movement = found["movement"]
        counts = movement["counts"]
        assert sum(counts.values()) + len(movement["came"]) == found["assessed"]
        assert sum(each["count"] for each in found["stages"]) == found["assessed"]
        assert sum(map(sum, movement["table"])) == sum(counts.values()) - counts["unknown"]
        assert len(movement["movers"]) == counts["progress"] + counts["regression"]
        assert all(movement["uncertain"][key] <= counts[key] for key in counts)


def test_only_the_chosen_ladder_is_reported(run: Runner) -> None:
    found = report(run, "--model", "social-media")
    assert (found["model"]["id"], found["assessed"], found["movement"]["came"]) == ("social-media", 1, ["Other"])
    assert found["notes"] == [
        "Assessments by other ladders, left out: 18 (small). --model chooses another ladder.",
        "Nobody has an earlier assessment to compare with yet.",
    ]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--since", "soon"],
         "--since: 'soon' is not a date. Write a date such as 2026-01-31, or with a time 2026-01-31 14:30."),
        (["--until", "2026-02-30"],
         "--until: the date '2026-02-30' does not exist. Correct the day, the month or the year."),
        (["--since", "2026-04-01", "--until", "2026-03-31"],
         "--until 2026-03-31 is before --since 2026-04-01: nothing lies between them."),
        (["--since", "2026-04-01 12:00", "--until", "2026-04-01 11:59"],
         "--until 2026-04-01 11:59 is before --since 2026-04-01 12:00: nothing lies between them."),
        (["--since", "2027-01-01"],
         "Nobody was assessed in that time. The latest days are: 2026-01-05, 2026-01-10, 2026-01-11, 2026-01-12, "
         "2026-01-13, 2026-04-10, 2026-04-11, 2026-04-12, 2026-04-13."),
        (["--since", "03/04/2026"],
         "--since: '03/04/2026' can mean 2026-04-03 or 2026-03-04. Write the year first, as 2026-04-03."),
        (["--db", "empty.db"], "Nothing is saved yet. Start with 'stagecli assess --name WHO --save'."),
        (["--db", "small.db", "--model", "social-media"],
         "The history has no assessment by the ladder 'social-media'. One of: small."),
        (["-o", "h.db"], "-o is 'h.db', which is read. Name another file."),
        (["-o", "report.pdf"], "There is no format for '.pdf'. Name one with --format: text, json, markdown, html."),
    ],
)  # fmt: skip
def test_reports_that_cannot_be_are_told(arguments: list[str], message: str, run: Runner, tmp_path: Path) -> None:
    History(Path("empty.db")).close()
    with History(Path("small.db")) as history:
        history.save([assessed("Bakery", "2026-01-10", NOTHING)], SMALL)
    before = {path.name for path in tmp_path.iterdir()}
    done = run("history", "report", *arguments)
    assert (done.code, done.out, done.err) == (2, "", f"{message}\n")
    assert {path.name for path in tmp_path.iterdir()} == before


def test_a_period_ends_with_its_last_day(run: Runner) -> None:
    found = report(run, "--since", "2026-04-09 12:00", "--until", "2026-04-10")["movement"]
    assert (found["since"], found["until"]) == ("2026-04-09T12:00:00Z", "2026-04-10")
    assert [each["subject"] for each in found["movers"]] == ["Forward", "Perhaps | forward"]


def test_a_period_of_one_day_is_one(run: Runner) -> None:
    found = report(run, "--since", "2026-04-10", "--until", "2026-04-10")["movement"]
    assert (found["since"], found["until"]) == ("2026-04-10", "2026-04-10")
    assert [each["subject"] for each in found["movers"]] == ["Forward", "Perhaps | forward"]
    done = run("history", "report", "--since", "2026-04-10", "--until", "2026-04-10")
    assert "What changed from 10 April 2026 to 10 April 2026\n" in done.out


# --- beside a batch


def table(days: tuple[str, str], names: range, seed: int) -> str:
    """Rows of clients with any answers."""
    random = Random(seed)
    signals = {signal.id: [*(option.id for option in signal.options), ""] for signal in SMALL.signals}
    signals["age"] = ["3", "50", "400", ""]
    rows = [
        ",".join([f"Client {name}", random.choice(days), *(random.choice(cells) for cells in signals.values())])
        for name in names
    ]
    random.shuffle(rows)
    return "\n".join([",".join(["client", "day", *signals]), *rows]) + "\n"


def batch(run: Runner, rows: str, *arguments: str) -> dict[str, Any]:
    Path("rows.csv").write_text(rows, "utf-8")
    done = run("batch", "rows.csv", "-o", "out.csv", "--id", "client", "--date", "day", "--report", "p.json",
               "--summary", "none", *arguments)  # fmt: skip
    assert done.code in (0, 5), done.err
    found: dict[str, Any] = json.loads(Path("p.json").read_text("utf-8"))
    Draft202012Validator(json.loads((SCHEMAS / "portfolio.schema.json").read_text("utf-8"))).validate(found)
    return found


def in_any_order(movement: dict[str, Any]) -> dict[str, Any]:
    """A movement without its bounds, and its lists sorted."""
    found = {key: value for key, value in movement.items() if key not in ("since", "until")}
    for key in ("came", "left", "movers"):
        found[key] = sorted(found[key], key=str)
    found["steps"] = [{**step, "subjects": sorted(step["subjects"])} for step in movement["steps"]]
    return found


@pytest.mark.parametrize("changed", [False, True])
def test_a_batch_and_a_report_of_its_history_say_the_same(changed: bool, run: Runner) -> None:
    later = SMALL_FILE
    if changed:
        text = Path(SMALL_FILE).read_text("utf-8").replace('version: "2"', 'version: "3"')
        later = "later.yaml"
        Path(later).write_text(
            text.replace("[70, 60, 10]", "[30, 20, 60]").replace("[30, 40, 90]", "[70, 80, 40]"), "utf-8"
        )
    here = ["--db", "both.db"]
    autumn = batch(run, table(("2025-09-01", "2025-09-02"), range(60), 1), "--model", SMALL_FILE, "--save", *here)
    assert len(autumn["movement"]["came"]) == autumn["assessed"] > 50
    winter = table(("2025-12-01", "2025-12-02"), range(20, 80), 2)
    looked_at = batch(run, winter, "--model", later, *here)
    saved = batch(run, winter, "--model", later, "--save", *here)
    again = batch(run, winter, "--model", later, *here)
    reported = report(run, "--since", "2025-12-01", *here)
    assert looked_at == saved == again
    assert in_any_order(saved["movement"]) == in_any_order(reported["movement"])
    assert saved["movement"]["counts"]["progress"] > 5
    assert len(saved["movement"]["came"]) > 10
    assert len(saved["movement"]["left"]) > 10
    assert (saved["movement"]["ladder"] is not None) == changed
    for key in ("assessed", "stages", "status", "model"):
        assert saved[key] == reported[key]
    assert sorted(saved["next_steps"], key=str) == sorted(reported["next_steps"], key=str)


def test_a_batch_without_a_history_has_no_movement(run: Runner) -> None:
    assert batch(run, table(("2025-12-01", "2025-12-02"), range(5), 3), "--model", SMALL_FILE)["movement"] is None


def test_whoever_was_rejected_is_not_gone(run: Runner) -> None:
    model = ["--model", SMALL_FILE, "--db", "new.db"]
    batch(run, "client,day,copies\nBakery,2025-09-01,some\nGarage,2025-09-01,some\n", *model, "--save")
    found = batch(run, "client,day,copies\nBakery,2025-12-01,where\nGarage,2025-12-01,missing\n", *model)
    assert found["movement"]["left"] == []
    assert [each["subject"] for each in found["movement"]["movers"]] == ["Garage"]


def test_a_table_that_is_assessed_again_on_one_day_is_compared_with_the_day_before(run: Runner) -> None:
    batch = ["batch", "clients.csv", "--model", SMALL_FILE, "--id", "who", "--db", "new.db", "--save", "--summary=none"]
    table = Path("clients.csv")
    table.write_text("who,copies\nA,missing\n", "utf-8")
    run(*batch, "-o", "1.csv")
    table.write_text("who,copies,tested,often\nA,some,tested,weekly\n", "utf-8")
    for minutes in (0, 10):
        clock = {"SOURCE_DATE_EPOCH": str(1775000000 + 60 * minutes)}
        run(*batch, "-o", f"{minutes}.csv", "--report", "all.json", **clock)
        for found in (report(run, "--db", "new.db"), json.loads(Path("all.json").read_text("utf-8"))):
            assert found["movement"]["before_dates"] == ["2026-01-01", "2026-01-01"]
            assert found["movement"]["counts"]["progress"] == 1
