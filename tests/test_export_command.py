"""`stagecli observe EXPORT`, as it is typed: every number of exports whose truth is known, and every refusal."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from stagecli.messages import message
from tests.account_exports import made
from tests.conftest import Run

Runs = Callable[..., Run]
CLOCK = datetime(2026, 12, 31, tzinfo=UTC)
SEEDS = ("", "second")
READ = [name for name, export in made().items() if export.truth.get("exported")]
REFUSED = {
    "instagram-html.zip": message("export_html", "en", kind="Instagram"),
    "x-cut.zip": message("export_cut", "en"),
    "instagram-without-posts.zip": message("export_without_posts", "en", kind="Instagram"),
    "instagram-locked.zip": message("export_locked", "en"),
    "tiktok-text.zip": message("export_text", "en", kind="TikTok"),
    "youtube-german.zip": message("export_other_language", "en", kind="YouTube"),
    "bomb.zip": message("export_bomb", "en"),
    "no-entries.zip": message("export_no_files", "en"),
    "unknown.zip": message("export_unknown", "en"),
}


@pytest.fixture(autouse=True)
def _at_the_end_of_2026(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(CLOCK.timestamp())))


@pytest.fixture
def observe(run: Runs, tmp_path: Path) -> Callable[..., Run]:
    """Run the command on an export by its name."""

    def observe(name: str, *flags: str, seed: str = "") -> Run:
        (tmp_path / name).write_bytes(made(seed)[name].data)
        return run("observe", str(tmp_path / name), *flags)

    return observe


def test_each_export_is_either_measured_or_refused() -> None:
    assert {*READ, *REFUSED, "instagram-part-2.zip", "takeout.zip"} == set(made())


def months(truth: dict[str, Any]) -> int:
    """Whole months, counted on the calendar one by one."""
    first, last = (datetime.fromisoformat(truth[name]) for name in ("opened", "exported"))
    count = 0
    while True:
        year, month = divmod(12 * first.year + first.month + count, 12)
        if (year, month + 1, first.day, first.time()) > (last.year, last.month, last.day, last.time()):
            return count
        count += 1


def expected(truth: dict[str, Any], kind: str) -> dict[str, Any]:
    """What the truth says of measures; of a rhythm nothing where fewer than eight weeks can be judged."""
    weeks = truth["weeks"]
    found = {
        "posts.weeks_judged": weeks,
        "posts.counted": truth["posts_26"],
        "posts.median_gap": truth["median_gap_days_26"],
        "posts.longest_gap": truth["longest_gap_days_26"],
        "posts.days_since_last": truth["days_since_last_post"],
        "posts.feed_share": truth["feed_share_26"],
        "posts.scheduler_share": truth["scheduler_share_26"],
        "posts.weeks_with_a_post": round(truth["weeks_with_posts"] / weeks, 4) if weeks >= 8 else None,
    }
    if truth["opened"]:
        found["account.months"] = months(truth)
    others = round(truth["replies"]["others_26"] / weeks + 1e-9, 2) if weeks >= 8 else None
    if kind in ("instagram", "youtube"):
        found["talk.per_week"] = others
    if kind in ("x", "mastodon"):
        found["talk.replies_per_week"] = others
    return found


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("name", READ)
def test_every_measure_is_what_is_true_of_the_account(observe: Callable[..., Run], name: str, seed: str) -> None:
    truth = made(seed)[name].truth
    kind = truth["source"].replace("-", "_")
    if name.startswith("facebook-profile"):
        kind = "facebook_profile"
    until = ("--until", truth["exported"]) if "--until" in truth["exported_from"] else ()
    shown = observe(name, "--kind", kind, "--format", "json", *until, seed=seed)
    made_on = datetime.fromisoformat(truth["exported"])
    is_old = not until and (CLOCK - made_on).days > 90
    old = message("note.export_is_old", "en", day=f"{made_on.day} {made_on:%B %Y}")
    assert (shown.code, shown.err) == (0, f"{old}\n" if is_old else "")
    document = json.loads(shown.out)
    (source,) = document["sources"]
    assert (source["kind"], source["until"]) == (kind, truth["exported"][:10])
    assert ("range_cut" in {note["key"] for note in source.get("notes", ())}) == (truth["range_start"] is not None)
    measured = {measure: each.get("value") for measure, each in document["measures"].items()}
    own = expected(truth, kind)
    if name == "instagram-part-1.zip":  # the comments are in the other part
        own["talk.per_week"] = None
    assert {measure: measured[measure] for measure in own} == own
    if not truth["opened"]:
        assert "account.months" not in measured


@pytest.mark.parametrize("language", ["en", "el"])
@pytest.mark.parametrize("name", REFUSED)
def test_each_thing_that_is_wrong_has_a_message_of_its_own(
    observe: Callable[..., Run], name: str, language: str
) -> None:
    shown = observe(name, "--lang", language)
    assert (shown.code, shown.out) == (2, "")
    assert shown.err.count("\n") <= 6
    if language == "en":
        assert " ".join(shown.err.split()).endswith(f"{name}: {REFUSED[name]}")
    else:
        assert any("α" <= letter <= "ω" for letter in shown.err)


def test_all_messages_differ() -> None:
    assert len(set(REFUSED.values())) == len(REFUSED)


@pytest.mark.parametrize("name", [name for name in made() if made()[name].truth.get("source") != "csv"])
def test_nothing_that_somebody_wrote_or_is_called_is_in_any_output(
    observe: Callable[..., Run], run: Runs, tmp_path: Path, name: str
) -> None:
    said = []
    for flags in (
        ("--format", "json"),
        ("--format", "yaml", "--until", "2026-12-01"),
        ("--lang", "el"),
        ("--kind", "x"),
    ):
        shown = observe(name, *flags)
        said += [shown.out, shown.err]
    page = tmp_path / "page.html"
    assessed = run("assess", "--observe", str(tmp_path / name), "--posting", "never", "--no-input", "-o", str(page))
    said += [assessed.out, assessed.err, page.read_text("utf-8") if page.exists() else ""]
    assert "keepout" not in "".join(said).casefold()
    assert "demo" not in "".join(said).casefold()
