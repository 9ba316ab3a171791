"""TAB in real shells: bash and zsh as people use them, in a terminal of their own, and fish's `complete -C`.

The trap: `hostile.yaml` tries to run `touch PWNED` from every one of its texts, and every TAB is pressed in an empty
folder that must still be empty afterwards.
"""

import fcntl
import os
import pty
import re
import select
import shutil
import struct
import subprocess
import sys
import termios
import time
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from stagecli.cli.main import COMMANDS
from stagecli.escaping import visible
from stagecli.model import Model
from stagecli.model_file import load_model
from tests.conftest import MODELS, STAGECLI, Run, sampled, slow

HOSTILE = MODELS / "hostile.yaml"
HOSTILE_FLAGS = {"--posting", "--telling", "--months"}
PATIENCE = 60  # seconds until a shell that says nothing counts as hung

# TAB inserts every match and shows the list; Ctrl-T writes the line to a file and says so. Not Ctrl-X: longer keys
# begin with it, so that a shell would wait half a second for the rest.
BASH_SET_UP = r"""
PS1='ready> '
unset HISTFILE
source ~/completion.bash
bind 'set enable-bracketed-paste off'
bind 'set bell-style none'
bind '"\t": insert-completions'
dump() { printf '%s' "$READLINE_LINE" > ~/line; printf 'dump%s' ed; }
bind -x '"\C-t": dump'
"""
ZSH_SET_UP = r"""
PS1='ready> '
setopt no_prompt_sp no_beep no_list_beep
LISTMAX=10000
autoload -Uz compinit; compinit -u -d ~/compdump
source ~/completion.zsh
everything() { _main_complete; compstate[insert]=all; compstate[list]='list force'; }
zle -C everything complete-word everything
bindkey '^I' everything
dump() { print -rn -- "$BUFFER" > ~/line; print -n dump''ed; }
zle -N dump
bindkey '^T' dump
unset zle_bracketed_paste
"""
COMMAND = {
    "bash": ["bash", "--noprofile", "--rcfile", "set_up.bash", "-i"],
    "zsh": ["zsh", "-d", "-i"],
    "fish": ["fish", "--no-config", "-c", "source ~/completion.fish; complete -C $argv[1]"],
}
IN_CHARGE = "import fcntl, os, sys, termios; fcntl.ioctl(0, termios.TIOCSCTTY, 0); os.execvp(sys.argv[1], sys.argv[1:])"


class Tab(NamedTuple):
    """What a press of TAB brought."""

    offered: list[str]
    """Every candidate, sorted."""
    screen: str
    """All that the shell wrote, the typed line included."""


Press = Callable[..., Tab]
Program = Callable[..., Run]


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with the completion scripts that the installed program prints."""
    folder = tmp_path_factory.mktemp("home")
    for shell in COMMAND:
        environment = {**os.environ, "_STAGECLI_COMPLETE": f"source_{shell}"}
        script = subprocess.run([STAGECLI], env=environment, capture_output=True, check=True, timeout=PATIENCE).stdout
        assert b"stagecli" in script
        (folder / f"completion.{shell}").write_bytes(script)
    (folder / "set_up.bash").write_text(BASH_SET_UP)
    (folder / ".zshrc").write_text(ZSH_SET_UP)
    shutil.copy(HOSTILE, folder / "mine.yaml")
    return folder


def needs(name: str) -> None:
    """Skip where a shell is not installed; fail in CI, which must not pass without it."""
    if shutil.which(name) is None:
        if os.environ.get("CI"):
            pytest.fail(f"{name} is not installed, and CI must not pass without it")
        pytest.skip(f"{name} is not installed")


@pytest.fixture(params=sampled(COMMAND, ["bash"]))
def shell(request: pytest.FixtureRequest) -> str:
    needs(str(request.param))
    return str(request.param)


@pytest.fixture
def press_tab(shell: str, home: Path, tmp_path: Path) -> Iterator[Press]:
    """Type a line in a shell, press TAB at its end; nothing may be executed, printed or left behind but candidates."""
    folder = tmp_path / "empty"
    folder.mkdir()

    def press(line: str, **changes: str) -> Tab:
        tab = _press(shell, line, home, folder, changes)
        assert "Traceback" not in tab.screen
        assert unsafe_characters(tab.screen) == set()
        return tab

    yield press
    assert list(folder.iterdir()) == []


def _press(shell: str, line: str, home: Path, folder: Path, changes: dict[str, str]) -> Tab:
    environment = {
        **{name: value for name, value in os.environ.items() if name != "COLUMNS"},
        "PATH": f"{STAGECLI.parent}{os.pathsep}{os.environ['PATH']}",
        "HOME": str(home),
        "ZDOTDIR": str(home),
        "XDG_CONFIG_HOME": str(home / "config"),
        "XDG_DATA_HOME": str(home / "data"),
        "TERM": "dumb",
        **changes,
    }
    if shell == "fish":
        done = subprocess.run(
            [*COMMAND[shell], line], env=environment, cwd=folder, capture_output=True, check=False, timeout=PATIENCE
        )
        assert done.stderr == b""
        candidates = done.stdout.decode().splitlines()
        return Tab(sorted(candidate.partition("\t")[0] for candidate in candidates), done.stdout.decode())
    command = [word.replace("set_up", f"{home}/set_up") for word in COMMAND[shell]]
    screen = _type(command, f"{line}\t\x14", environment, folder)
    after = (home / "line").read_text()
    (home / "line").unlink()
    start = line.rpartition(" ")[0]
    assert after.startswith(start)
    return Tab(sorted(after.removeprefix(start).split()) if after != line else [], screen)


def _type(command: list[str], keys: str, environment: dict[str, str], folder: Path) -> str:
    """Start a shell in a terminal, type when it is ready, and return its screen once the line is dumped."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 200, 300, 0, 0))
    process = subprocess.Popen(
        [sys.executable, "-I", "-c", IN_CHARGE, *command],
        stdin=theirs, stdout=theirs, stderr=theirs, env=environment, cwd=folder, start_new_session=True,
    )  # fmt: skip
    os.close(theirs)
    try:
        screen = _read_until(ours, "ready> ")
        os.write(ours, keys.encode())
        return screen + _read_until(ours, "dumped")
    finally:
        process.kill()
        process.wait(PATIENCE)
        os.close(ours)


def _read_until(terminal: int, mark: str) -> str:
    seen = b""
    deadline = time.monotonic() + PATIENCE
    while mark.encode() not in seen:
        readable, _, _ = select.select([terminal], [], [], max(0.0, deadline - time.monotonic()))
        assert readable, f"waited {PATIENCE} s for {mark!r}, saw {seen.decode(errors='replace')!r}"
        seen += os.read(terminal, 65536)
    return seen.decode()


def unsafe_characters(text: str) -> set[str]:
    """Control, C1 and bidi characters, but for those that move a cursor along a line."""
    return {character for character in text if unicodedata.category(character) in ("Cc", "Cf")} - set("\r\n\t\b")


def options_of(model: Model, signal: str) -> list[str]:
    return sorted([*(option.id for option in model.signal(signal).options), "dont_know"])


def test_tab_offers_the_commands(press_tab: Press) -> None:
    assert press_tab("stagecli ").offered == sorted(COMMANDS)
    assert press_tab("stagecli ass").offered == ["assess"]


def test_tab_offers_the_commands_of_a_group(press_tab: Press) -> None:
    assert "check" in press_tab("stagecli model ").offered


def test_tab_offers_the_flags_of_assess_and_a_flag_for_every_signal(press_tab: Press, bundled: Model) -> None:
    signals = {f"--{signal.id.replace('_', '-')}" for signal in bundled.signals}
    assert {*signals, "--answers", "--model", "--fail-under", "--help"} <= set(press_tab("stagecli assess --").offered)
    assert press_tab("stagecli assess --tell").offered == ["--telling-customers", "--telling-others"]


def test_tab_offers_the_options_of_a_signal(press_tab: Press, bundled: Model) -> None:
    assert press_tab("stagecli assess --posting ").offered == options_of(bundled, "posting")
    assert press_tab("stagecli assess --accounts in_use --posting p").offered == ["planned"]


def test_tab_offers_stages_and_languages(press_tab: Press, bundled: Model) -> None:
    stages = sorted(stage.id for stage in bundled.stages)
    assert press_tab("stagecli assess --fail-under ").offered == stages
    assert press_tab(f"stagecli assess --model={HOSTILE} --fail-under ").offered == ["low", "middle", "top"]
    assert press_tab("stagecli assess --lang ").offered == ["el", "en"]


@pytest.mark.parametrize(
    ("typed", "exported"),
    [
        pytest.param(f"--model {HOSTILE}", "", id="a flag"),
        slow(f"--model={HOSTILE}", "", id="a flag with ="),
        pytest.param(f"--lang el --name '$(touch PWNED)' --model '{HOSTILE}'", "", id="a flag among others, in Greek"),
        slow("--model ~/mine.yaml", "", id="a flag with ~"),
        slow("--explain", str(HOSTILE), id="STAGECLI_MODEL"),
    ],
)
def test_tab_reads_the_model_that_the_line_calls_for_and_runs_none_of_its_texts(
    press_tab: Press, typed: str, exported: str
) -> None:
    line = f"stagecli assess {typed}"
    flags = press_tab(f"{line} --", STAGECLI_MODEL=exported).offered
    assert set(flags) >= HOSTILE_FLAGS
    assert "--accounts" not in flags  # the bundled ladder's
    assert press_tab(f"{line} --telling ", STAGECLI_MODEL=exported).offered == [
        "dont_know", "loudly", "quietly", "silent",
    ]  # fmt: skip


@pytest.mark.parametrize("columns", ["20", slow("80")])
def test_a_long_question_is_never_broken_into_candidates(press_tab: Press, columns: str) -> None:
    offered = press_tab(f"stagecli assess --model {HOSTILE} --", COLUMNS=columns).offered
    assert "--pwned" not in offered
    assert [candidate for candidate in offered if not re.fullmatch(r"--?[a-z-]+", candidate)] == []
    assert len(offered) == len(set(offered))


def test_tab_completes_the_path_of_a_model_while_half_of_it_names_none(press_tab: Press, tmp_path: Path) -> None:
    (tmp_path / "ladder.yaml").write_text("half: written")
    assert press_tab(f"stagecli assess --model {tmp_path}/lad").offered == [f"{tmp_path}/ladder.yaml"]


@pytest.mark.parametrize("content", sampled([None, "stages: [", "schema: 1\nid: unsound", "\x00"], ["stages: ["]))
def test_a_model_that_is_missing_or_broken_leaves_the_shell_in_peace(
    press_tab: Press, tmp_path: Path, content: str | None
) -> None:
    model = tmp_path / "broken.yaml"
    if content is not None:
        model.write_text(content)
    tab = press_tab(f"stagecli assess --model {model} --posting ")
    assert tab.offered == []
    assert "no model file" not in tab.screen
    assert "YAML" not in tab.screen


def test_an_unknown_command_is_offered_nothing(press_tab: Press) -> None:
    assert press_tab("stagecli asess --").offered == []


@pytest.mark.parametrize("quote", [slow("'"), '"'])
def test_an_open_quote_is_completed(press_tab: Press, quote: str) -> None:
    line = f"stagecli assess --model '{HOSTILE}' --telling {quote}"
    assert [candidate.strip(quote) for candidate in press_tab(f"{line}lou").offered] == ["loudly"]


def test_the_trap_works_a_shell_runs_what_a_program_prints_to_it(home: Path, tmp_path: Path) -> None:
    needs("zsh")
    programs, folder = tmp_path / "programs", tmp_path / "empty"
    programs.mkdir()
    folder.mkdir()
    (programs / "stagecli").write_text("#!/bin/sh\necho 'touch PWNED; _files'")
    (programs / "stagecli").chmod(0o755)
    _press("zsh", "stagecli ", home, folder, {"PATH": f"{programs}{os.pathsep}{os.environ['PATH']}"})
    assert [path.name for path in folder.iterdir()] == ["PWNED"]


def ask(run: Program, shell: str, line: str, **environment: str) -> Run:
    """Ask the program what each shell's script asks at the end of a line."""
    words = line.split(" ")
    return run(
        _STAGECLI_COMPLETE=f"complete_{shell}",
        COMP_WORDS="\n".join(words),
        COMP_CWORD=str(len(words) - 1),
        _TYPER_COMPLETE_ARGS=line.rstrip() if shell == "powershell" else line,
        _TYPER_COMPLETE_WORD_TO_COMPLETE=words[-1],
        _TYPER_COMPLETE_FISH_ACTION="get-args",
        **environment,
    )


PROTOCOLS = pytest.mark.parametrize("protocol", ["bash", "zsh", "fish", "powershell"])


@PROTOCOLS
@pytest.mark.parametrize("language", ["en", "el"])
def test_what_a_shell_is_told_about_a_hostile_model_is_letters_digits_and_plain_marks(
    run: Program, protocol: str, language: str
) -> None:
    told = ask(run, protocol, f"stagecli assess --lang {language} --model {HOSTILE} --")
    assert (told.code, told.err) == (0, "")
    lines = [line for line in told.out.splitlines() if any(flag in line.split('"')[:2][-1] for flag in HOSTILE_FLAGS)]
    assert len(lines) == len(HOSTILE_FLAGS)
    for line in lines:
        text = re.sub(r'^(_arguments \'\*: :\(\()?"?--[a-z]+("?:+"|:::|\t|$)', "", line).removesuffix('"')
        assert re.fullmatch(r"[\w .,-]{0,100}", text)
    assert unsafe_characters(told.out) == set()


@PROTOCOLS
def test_every_shell_gets_the_options_of_the_model_on_the_line(run: Program, protocol: str) -> None:
    told = ask(run, protocol, f"stagecli assess --model {HOSTILE} --telling ")
    assert (told.code, told.err) == (0, "")
    assert re.findall(r"[a-z]+_?[a-z]+", told.out.removeprefix("_arguments")) == [
        "silent", "quietly", "loudly", "dont_know",
    ]  # fmt: skip


@PROTOCOLS
@pytest.mark.parametrize(
    "line",
    [
        "stagecli assess --model missing.yaml --",
        f"stagecli assess --model {MODELS} --posting ",
        f"stagecli assess --model {Path(__file__)} --posting ",
        "stagecli assess --model 'missing.yaml --posting=' ",
        "stagecli asess --",
        "stagecli asess ",
    ],
)
def test_a_line_that_cannot_be_completed_prints_nothing_and_is_no_error(run: Program, protocol: str, line: str) -> None:
    told = ask(run, protocol, line)
    assert (told.code, told.out.strip(), told.err) == (0, "", "")


@PROTOCOLS
@pytest.mark.parametrize(
    "line", ["stagecli assess --posting 'ne", 'stagecli "', "stagecli assess \\", "stagecli 'assess", "", " ", "'"]
)
def test_a_line_with_an_open_quote_or_no_word_is_no_error(run: Program, protocol: str, line: str) -> None:
    told = ask(run, protocol, line)
    assert (told.code, told.err) == (0, "")


def test_bash_is_understood_where_it_splits_words(run: Program) -> None:
    words = ["stagecli", "assess", "--model", "=", str(HOSTILE), "--telling", "", "--lang", "=", "el"]
    told = run(_STAGECLI_COMPLETE="complete_bash", COMP_WORDS="\n".join(words[:7]), COMP_CWORD="6")
    assert told.out.split() == ["silent", "quietly", "loudly", "dont_know"]
    words[6] = "lou"  # the cursor is here, and words follow
    told = run(_STAGECLI_COMPLETE="complete_bash", COMP_WORDS="\n".join(words), COMP_CWORD="6")
    assert told.out.split() == ["loudly"]


def test_an_empty_completion_variable_means_that_no_shell_asks(run: Program) -> None:
    done = run("assess", "--model", str(HOSTILE), "--telling", "loudly", _STAGECLI_COMPLETE="")
    assert (done.code, done.err) == (0, "")
    assert done.out != ""


def test_the_hostile_model_is_sound() -> None:
    model = load_model(HOSTILE).model
    assert (len(model.stages), len(model.signals)) == (3, 3)


@pytest.mark.parametrize("language", ["en", "el"])
@pytest.mark.parametrize("columns", ["20", "80", "300"])
def test_help_shows_hostile_texts_as_they_are_written(run: Program, language: str, columns: str) -> None:
    done = run(
        "assess", "--help", "--model", str(HOSTILE), "--lang", language,
        COLUMNS=columns, NO_COLOR="", FORCE_COLOR="1", TERM="xterm-256color",
    )  # fmt: skip
    assert (done.code, done.err) == (0, "")
    assert unsafe_characters(done.out) == set()
    model = load_model(str(HOSTILE)).model
    shown = "".join(done.out.split())
    for signal in model.signals:
        assert "".join(visible(model.localized(signal.question, language)).split()) in shown


def test_help_is_shown_in_a_locale_that_lacks_its_letters(program: Program) -> None:
    done = program("assess", "--help", "--lang", "el", PYTHONIOENCODING="ascii")
    assert (done.code, done.err) == (0, "")
    assert "--posting" in done.out
