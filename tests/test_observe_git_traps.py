"""Traps in a repository: each springs under plain git, so that the trap is known to be armed, not under the view."""

import contextlib
import os
import pty
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from stagecli.errors import StagecliError, UsageError
from stagecli.observe.git import running, view
from stagecli.observe.git.history import Repository
from stagecli.observe.git.reading import opened
from tests.repositories import PLAIN, Builder, git

ROOT = Path(__file__).parent.parent
READ = "import sys; from pathlib import Path; from tests.test_observe_git_traps import read; read(Path(sys.argv[1]))"
FILES = {"a.txt": "1\n", "b.py": "2\n", ".gitattributes": "*.txt filter=trap diff=trap\n"}


class Trap:
    """A repository, and a program in it that leaves a sign when it runs."""

    def __init__(self, folder: Path) -> None:
        self.builder = Builder(folder / "repository")
        self.builder.commit({"a.txt": "0\n"}, "2026-01-01")
        self.builder.commit(FILES, "2026-01-02", message="Zwölf\n")
        self.builder.git("reset", "-q", "--hard")
        self.sign = folder / "sign"
        self.program = self.script(folder / "program")

    def script(self, file: Path) -> Path:
        file.parent.mkdir(exist_ok=True)
        file.write_text(f"#!/bin/sh\ntouch '{self.sign}'\nexit 1\n")
        file.chmod(0o755)
        return file

    def set(self, **settings: str) -> None:
        for key, value in settings.items():
            self.builder.git("config", key.replace("__", "."), value)

    def sprung(self) -> bool:
        found = self.sign.exists()
        self.sign.unlink(missing_ok=True)
        return found

    def plain(self, *arguments: str) -> str:
        return self.builder.git(*arguments, check=False)


@pytest.fixture
def trap(tmp_path: Path) -> Trap:
    return Trap(tmp_path)


def read(folder: Path) -> Repository:
    """Everything that can be read, as far as it is there."""
    with opened(folder) as reader:
        found = reader.repository()
        pairs = [(each.hash, each.parents[0] if each.parents else "") for each in found.commits.values()]
        with contextlib.suppress(UsageError):
            assert len(list(reader.changed_paths(pairs))) == len(pairs)
        for commit in found.main:
            with contextlib.suppress(UsageError):
                list(reader.texts(commit, reader.paths(commit)))
        return found


def signed(trap: Trap) -> None:
    """A commit with a signature, that plain git may have checked."""
    body = trap.builder.git("cat-file", "commit", "main")
    head, _, message = body.partition("\n\n")
    signature = "gpgsig -----BEGIN PGP SIGNATURE-----\n \n x\n -----END PGP SIGNATURE-----"
    text = f"{head}\n{signature}\n\n{message}\n"
    made = trap.builder.git("hash-object", "-t", "commit", "-w", "--stdin", stdin=text.encode())
    trap.builder.git("update-ref", "refs/heads/main", made)


def arm_signatures(trap: Trap) -> None:
    signed(trap)
    trap.set(gpg__program=str(trap.program), log__showSignature="true")


def arm_included_signatures(trap: Trap) -> None:
    signed(trap)
    included = trap.program.with_name("included")
    included.write_text(f"[gpg]\n\tprogram = {trap.program}\n[log]\n\tshowSignature = true\n")
    trap.set(include__path=str(included))


def arm_fsmonitor(trap: Trap) -> None:
    trap.set(core__fsmonitor=str(trap.program))


def arm_hooks(trap: Trap) -> None:
    for hook in ("post-index-change", "post-checkout", "reference-transaction", "fsmonitor-watchman"):
        trap.script(trap.builder.git_folder / "hooks" / hook)


def arm_hooks_path(trap: Trap) -> None:
    for hook in ("post-index-change", "post-checkout", "reference-transaction"):
        trap.script(trap.builder.path / "other" / hook)
    trap.set(core__hooksPath=str(trap.builder.path / "other"))


def arm_filter(trap: Trap) -> None:
    trap.set(filter__trap__clean=str(trap.program))
    (trap.builder.path / "a.txt").write_text("3\n")


def arm_textconv(trap: Trap) -> None:
    trap.set(diff__trap__textconv=str(trap.program))


def arm_diff_command(trap: Trap) -> None:
    trap.set(diff__trap__command=str(trap.program))


def arm_external_diff(trap: Trap) -> None:
    trap.set(diff__external=str(trap.program))


def arm_alias(trap: Trap) -> None:
    trap.set(alias__canary=f"!{trap.program}")


SPRINGS: dict[Callable[[Trap], None], list[str]] = {
    arm_signatures: ["log", "--format=%H"],
    arm_included_signatures: ["log", "--format=%H"],
    arm_fsmonitor: ["diff-tree", "-r", "main~1", "main"],
    arm_hooks: ["checkout", "-q", "-f", "main"],
    arm_hooks_path: ["checkout", "-q", "-f", "main"],
    arm_filter: ["status"],
    arm_textconv: ["log", "-p"],
    arm_diff_command: ["diff", "main~1", "main"],
    arm_external_diff: ["diff", "main~1", "main"],
    arm_alias: ["canary"],
}


@pytest.mark.parametrize("arm", SPRINGS, ids=lambda arm: arm.__name__)
def test_no_program_that_a_repository_names_is_run(trap: Trap, arm: Callable[[Trap], None]) -> None:
    arm(trap)
    trap.plain(*SPRINGS[arm])
    assert trap.sprung()
    assert len(read(trap.builder.path).main) == 2
    with view.opened_view(trap.builder.path) as opened_view, contextlib.suppress(UsageError):
        list(opened_view.run(SPRINGS[arm], most=1_000_000))
    assert not trap.sprung()


def test_no_pager_is_run(trap: Trap) -> None:
    trap.set(core__pager=str(trap.program), pager__log="true")
    own, theirs = pty.openpty()
    environment = {name: value for name, value in PLAIN.items() if "PAGER" not in name} | {"TERM": "xterm"}
    subprocess.run(["git", "log"], cwd=trap.builder.path, env=environment, stdout=theirs, timeout=20, check=False)
    assert trap.sprung()
    command = [sys.executable, "-c", READ, str(trap.builder.path)]
    subprocess.run(command, cwd=ROOT, stdout=theirs, timeout=20, check=True)
    os.close(own)
    os.close(theirs)
    assert not trap.sprung()


@pytest.mark.parametrize("remote", ["ext", "uploadpack", "ssh"])
@pytest.mark.parametrize("filtered", ["blob:none", "tree:0"])
def test_nothing_is_fetched_by_a_program_that_a_partial_clone_names(trap: Trap, filtered: str, remote: str) -> None:
    trap.set(uploadpack__allowFilter="true")
    clone = trap.builder.path.with_name("clone")
    git(clone.parent, "clone", "-q", "--bare", f"--filter={filtered}", f"file://{trap.builder.path}", "clone")
    for key, value in {
        "ext": {"remote.origin.url": f"ext::{trap.program}", "protocol.ext.allow": "always"},
        "uploadpack": {"remote.origin.uploadpack": str(trap.program)},
        "ssh": {"remote.origin.url": "ssh://none.example/x", "core.sshCommand": str(trap.program)},
    }[remote].items():
        git(clone, "config", key, value)
    git(clone, "log", "-p", check=False)
    assert trap.sprung()
    assert len(read(clone).main) == 2
    assert not trap.sprung()


def test_output_is_neither_coloured_nor_encoded_otherwise(trap: Trap) -> None:
    before = read(trap.builder.path)
    assert before.commits[before.main[0]].subject == "Zwölf"
    trap.set(color__ui="always", i18n__logOutputEncoding="UTF-16", log__date="relative", core__quotePath="true")
    trap.set(
        core__abbrev="5", log__decorate="full", format__pretty="oneline", diff__noprefix="true", log__mailmap="false"
    )
    assert "\x1b" in trap.plain("log", "--raw")
    trap.set(color__ui="false")
    assert "\0" in trap.plain("log", "--format=%s")
    trap.set(color__ui="always")
    assert read(trap.builder.path) == before


def test_a_repository_cannot_say_that_it_has_another_history(trap: Trap) -> None:
    before = read(trap.builder.path)
    newest, oldest = before.main
    trap.builder.git("replace", newest, oldest)
    assert len(trap.plain("log", "--format=%H").splitlines()) == 1
    assert read(trap.builder.path) == before
    trap.builder.git("replace", "-d", newest)
    (trap.builder.git_folder / "info" / "grafts").write_text(f"{newest}\n")
    assert len(trap.plain("log", "--format=%H").splitlines()) == 1
    assert read(trap.builder.path) == before


def test_names_of_people_come_from_no_file_on_this_machine(trap: Trap) -> None:
    names = trap.program.with_name("names")
    names.write_text("Eve <eve@example.org> <ada@example.org>\n")
    trap.set(mailmap__file=str(names))
    (trap.builder.path / ".mailmap").write_text(names.read_text())
    assert trap.plain("log", "-1", "--format=%aN") == "Eve"
    assert {commit.author.name for commit in read(trap.builder.path).commits.values()} == {"Ada Byron"}


def test_settings_that_make_no_sense_are_one_error(trap: Trap) -> None:
    config = trap.builder.git_folder / "config"
    sound = config.read_text()
    for text, said in {
        "[core\n": "is damaged",
        "[extensions]\n\trefStorage = reftable\n": r"not read here \(reftable\)",
        "[extensions]\n\tobjectFormat = md5\n": "is damaged",
        "#" * 1_000_001: "is larger than 1,000,000 bytes",
    }.items():
        config.write_text(sound + text)
        with pytest.raises(UsageError, match=said):
            read(trap.builder.path)
    config.unlink()
    assert len(read(trap.builder.path).main) == 2


@pytest.fixture
def packed(trap: Trap) -> Path:
    """The git directory of a repository that is packed but for one commit, with a tag in a file."""
    trap.builder.git("gc", "-q")
    trap.builder.git("commit", "-q", "--allow-empty", "-m", "loose")
    trap.builder.git("tag", "loose")
    return trap.builder.git_folder


def ended(folder: Path, timeout: float = 20) -> str:
    """What a process of its own says that reads a repository."""
    done = subprocess.run(
        [sys.executable, "-c", READ, str(folder)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=timeout,
        check=False,
    )
    assert done.returncode == 1
    return done.stderr.strip().splitlines()[-1]


@pytest.mark.parametrize(
    "place",
    [
        "HEAD", "config", "shallow", "commondir", "packed-refs", "refs/tags/loose", "refs/remotes/origin/HEAD",
        "objects/info/alternates", "objects/pack/*.idx", "objects/pack/*.pack", "objects/pack/x.keep", "objects/??/*",
    ],
)  # fmt: skip
def test_a_pipe_in_place_of_a_file_is_one_error_at_once(packed: Path, place: str) -> None:
    file = next(iter(sorted(packed.glob(place))), packed / place)
    file.unlink(missing_ok=True)
    file.parent.mkdir(parents=True, exist_ok=True)
    os.mkfifo(file)
    if place == "packed-refs":
        with pytest.raises(subprocess.TimeoutExpired):
            subprocess.run(["git", "log"], cwd=packed, env=PLAIN, capture_output=True, timeout=1, check=False)
    assert "is no plain file, and nothing else belongs there" in ended(packed)


def test_a_pipe_among_borrowed_objects_is_found(packed: Path, tmp_path: Path) -> None:
    git(tmp_path, "clone", "-q", "--shared", str(packed.parent), "two")
    git(tmp_path, "clone", "-q", "--shared", str(tmp_path / "two"), "three")
    index = next(packed.glob("objects/pack/*.idx"))
    index.unlink()
    os.mkfifo(index)
    assert "is no plain file" in ended(tmp_path / "three")


def test_a_pipe_that_is_included_is_not_opened(packed: Path, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    git(packed, "config", "include.path", str(tmp_path / "pipe"))
    with pytest.raises(subprocess.TimeoutExpired):
        subprocess.run(["git", "log"], cwd=packed, env=PLAIN, capture_output=True, timeout=1, check=False)
    assert len(read(packed).main) == 3


@pytest.mark.parametrize("place", ["HEAD", "packed-refs", "refs/tags/loose", "refs/tags/folder"])
def test_symlinks_are_not_followed(packed: Path, place: str, tmp_path: Path) -> None:
    file = packed / place
    target = tmp_path / "elsewhere"
    if file.is_file():
        file.rename(target)
    else:
        target.mkdir()
        (target / "x").write_text(git(packed, "rev-parse", "HEAD"))
    file.symlink_to(target)
    if "tags" in place:
        assert len(read(packed).tags) == (0 if place == "refs/tags/loose" else 1)
    else:
        with pytest.raises(UsageError, match="is no plain file"):
            read(packed)


def test_names_that_lead_out_of_the_repository_are_not_followed(packed: Path, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text(git(packed, "rev-parse", "HEAD"))
    for name in ("refs/../../../secret", "/etc/passwd", "refs/heads/..", "refs/heads/a//b", "x" * 5000, "\udcff", "\0"):
        (packed / "HEAD").write_text(f"ref: {name}\n", "utf-8", "surrogateescape")
        with pytest.raises(UsageError):
            read(packed)


def test_borrowing_in_a_circle_ends(packed: Path, tmp_path: Path) -> None:
    (packed / "objects/info/alternates").write_text(f"# none\n{packed}/objects\n{tmp_path}/missing\n../objects\n")
    assert len(read(packed).main) == 3
    for line in ("//machine/share", "\\\\machine\\share", '"quoted"'):
        (packed / "objects/info/alternates").write_text(f"{line}\n")
        with pytest.raises(UsageError, match="is damaged"):
            read(packed)


@pytest.mark.parametrize("damage", ["commit", "tree", "pack"])
def test_a_damaged_repository_is_one_error(packed: Path, damage: str) -> None:
    if damage == "pack":
        pack = next(packed.glob("objects/pack/*.pack"))
        pack.chmod(0o644)
        pack.write_bytes(pack.read_bytes()[:20] + b"x" * 40)
    else:
        name = git(packed, "rev-parse", "HEAD" if damage == "commit" else "HEAD^{tree}")
        (packed / "objects" / name[:2]).mkdir(exist_ok=True)
        file = packed / "objects" / name[:2] / name[2:]
        file.unlink(missing_ok=True)
        for each in packed.glob("objects/pack/*") if damage == "tree" else ():
            each.unlink()
        file.write_bytes(b"damaged")
    with pytest.raises(UsageError, match="is damaged or incomplete"), opened(packed) as reader:
        reader.paths(reader.repository().main[0])


def test_a_tree_that_stands_for_ten_thousand_million_files_ends(trap: Trap, monkeypatch: pytest.MonkeyPatch) -> None:
    at = trap.builder.git("hash-object", "-w", "--stdin", stdin=b"x")
    kind = "100644 blob"
    for _ in range(10):
        lines = "".join(f"{kind} {at}\tf{name}\n" for name in range(10))
        at, kind = trap.builder.git("mktree", stdin=lines.encode()), "040000 tree"
    bomb = trap.builder.git("commit-tree", at, "-m", "bomb", "-p", "main")
    trap.builder.git("update-ref", "refs/heads/main", bomb)
    monkeypatch.setattr(running, "_MOST_MEMORY", 100_000_000)  # so that it does not take ten seconds
    start = time.monotonic()
    with opened(trap.builder.path) as reader:
        main = reader.repository().main
        with pytest.raises(StagecliError, match="is larger than what can be read here"):
            reader.paths(bomb)
        with pytest.raises(StagecliError, match="is larger than what can be read here"):
            list(reader.changed_paths([(main[1], main[2]), (main[0], main[1])]))
    assert time.monotonic() - start < 60
