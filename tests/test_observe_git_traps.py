"""Traps in a repository: each springs under plain git, so that the trap is known to be armed, not under the view."""

import contextlib
import os
import pty
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from stagecli.errors import UsageError
from stagecli.observe.git import view
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
