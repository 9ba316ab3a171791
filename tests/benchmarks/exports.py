"""`stagecli observe` of a large export beside opening it with `zipfile` alone, with the aims that it is held to.

    python tests/benchmarks/exports.py [ROUNDS] [--files 40000] [--megabytes 1024] [--folder FOLDER]

The export is laid out as Instagram's: photos that cannot be packed, stored as they are, and 200 KB of JSON, of which
posts, stories and comments are read. Measured is the whole command, its start included, as a process of its own.
Beside it: `zipfile.ZipFile(FILE)` in a process of its own. The two take turns, every other round in the other order;
printed are medians. The file is removed at the end.
"""

import argparse
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

HERE = Path(__file__).parents[2]
DAY = 86_400
NEWEST = 1_767_225_600
WRITTEN = (2026, 1, 1, 6, 0, 0)
SOON_AFTER = {"SOURCE_DATE_EPOCH": str(int(datetime(*WRITTEN, tzinfo=UTC).timestamp()) + 86_400)}
"""An old export is told of, which is not measured here."""
MORE_SECONDS, MEGABYTES = 1.0, 100
WORDS = ("fresh", "bread", "today", "from", "our", "oven", "and", "a", "new", "cake", "see", "you", "on", "Saturday")
COMMAND = """
import resource, sys
from stagecli.cli.main import main
assert main(["observe", "--format", "json", sys.argv[1]]) == 0
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024, file=sys.stderr)
"""
BESIDE = "import sys, zipfile; zipfile.ZipFile(sys.argv[1])"


def members(drawn: random.Random) -> dict[str, Any]:
    """About 200 KB of JSON by path: 300 posts and 120 stories, 230 comments, and what is not opened."""

    def caption() -> str:
        return " ".join(drawn.choices(WORDS, k=14))

    def medium(kind: str, at: int) -> dict[str, Any]:
        when = NEWEST - at * 3 * DAY - drawn.randrange(DAY)
        return {
            "uri": f"media/{kind}/{202401 + at % 12}/{drawn.randrange(10**15)}_n_{17 * 10**15 + at}.jpg",
            "creation_timestamp": when,
            "media_metadata": {"photo_metadata": {"exif_data": [{"device_id": f"android-{drawn.randrange(10**12)}"}]}},
            "title": caption(),
            "cross_post_source": {"source_app": "FB"},
        }

    def cell(value: str = "", when: int = 0) -> dict[str, Any]:
        return {"href": "", "value": value, "timestamp": when}

    comments = [
        {
            "media_list_data": [],
            "string_map_data": {
                "Comment": {"value": caption()},
                "Media Owner": {"value": f"baker{drawn.randrange(40)}"},
                "Time": {"timestamp": NEWEST - at * 2 * DAY},
            },
        }
        for at in range(230)
    ]
    person = {"string_map_data": {"Username": cell("bakery"), "Name": cell("The Bakery")}}
    opened = {"string_map_data": {"Time": cell(when=NEWEST - 900 * DAY)}}
    mine = "your_instagram_activity"
    return {
        "personal_information/personal_information/personal_information.json": {"profile_user": [person]},
        "security_and_login_information/login_and_profile_creation/signup_details.json": {
            "account_history_registration_info": [opened]
        },
        f"{mine}/media/posts_1.json": [{"media": [medium("posts", at)]} for at in range(300)],
        f"{mine}/media/stories.json": {"ig_stories": [medium("stories", at) for at in range(120)]},
        f"{mine}/comments/post_comments_1.json": comments,
        f"{mine}/messages/inbox/someone_1/message_1.json": {
            "messages": [{"sender_name": "x", "content": caption()} for _ in range(100)]
        },
        f"{mine}/gifts/no-data.txt": "",
    }


def make(file: Path, files: int, megabytes: int) -> None:
    """Write an export with so many files in all, of so many megabytes."""
    drawn = random.Random(7)
    texts = members(drawn)
    photos = files - len(texts)
    with ZipFile(file, "w") as archive:
        for at in range(photos):
            path = f"media/posts/{202401 + at % 12}/{drawn.randrange(10**15)}_n_{17 * 10**15 + at}.jpg"
            archive.writestr(ZipInfo(path, WRITTEN), drawn.randbytes(megabytes * 2**20 // photos), ZIP_STORED)
        for path, value in texts.items():
            archive.writestr(ZipInfo(path, WRITTEN), json.dumps(value), ZIP_DEFLATED)


def run(program: str, file: Path) -> tuple[float, str]:
    """Run a program on a file: seconds, and what it said besides its output."""
    start = time.perf_counter()
    command = [sys.executable, "-c", program, str(file)]
    done = subprocess.run(command, cwd=HERE, check=True, capture_output=True, env=os.environ | SOON_AFTER)
    return time.perf_counter() - start, done.stderr.decode()


def main(rounds: int, files: int, megabytes: int, folder: Path | None) -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory(dir=folder) as made:
        file = Path(made) / "instagram.zip"
        make(file, files, megabytes)
        print(f"{file.stat().st_size / 2**20:,.0f} MB, {files:,} files")
        times: dict[str, list[float]] = {COMMAND: [], BESIDE: []}
        peak = 0
        for at in range(rounds):
            for program in (COMMAND, BESIDE) if at % 2 else (BESIDE, COMMAND):
                seconds, said = run(program, file)
                times[program].append(seconds)
                peak = max(peak, int(said or 0))
    ours, beside = (statistics.median(times[program]) for program in (COMMAND, BESIDE))
    more = statistics.median(one - other for one, other in zip(times[COMMAND], times[BESIDE], strict=True))
    met = "met" if more <= MORE_SECONDS else "MISSED"
    print(f"stagecli {ours:.2f} s, zipfile {beside:.2f} s, {more:.2f} s more, aim at most {MORE_SECONDS:g}: {met}")
    print(f"peak memory {peak} MB, aim at most {MEGABYTES}: {'met' if peak <= MEGABYTES else 'MISSED'}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("rounds", type=int, nargs="?", default=5)
    parser.add_argument("--files", type=int, default=40_000)
    parser.add_argument("--megabytes", type=int, default=1024)
    parser.add_argument("--folder", type=Path, help="where the file is written for the time of the run")
    given = parser.parse_args()
    main(given.rounds, given.files, given.megabytes, given.folder)
