"""What a file is, by its path alone: code, a test, or neither."""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Literal

from stagecli.observe.git.word_lists import NEITHER, TEST_DIRECTORIES, TEST_WORDS

FileKind = Literal["code", "test"]

_LANGUAGES = {
    "ada": "adb ads",
    "assembly": "asm s",
    "c": "c h",
    "clojure": "clj cljc cljs",
    "cobol": "cbl cob",
    "crystal": "cr",
    "c#": "cs",
    "c++": "cc cpp cxx c++ hh hpp hxx h++ inl ipp",
    "d": "d di",
    "dart": "dart",
    "delphi": "pas dpr",
    "elixir": "ex exs",
    "elm": "elm",
    "erlang": "erl hrl",
    "f#": "fs fsx",
    "fortran": "f f90 f95 f03 f08 for",
    "gdscript": "gd",
    "go": "go",
    "groovy": "groovy",
    "hardware": "v sv vhd vhdl",
    "haskell": "hs lhs",
    "java": "java",
    "javascript": "js cjs mjs jsx coffee",
    "julia": "jl",
    "kotlin": "kt kts",
    "lisp": "el lisp lsp scm rkt",
    "lua": "lua",
    "matlab": "m mm",
    "nim": "nim",
    "ocaml": "ml mli re",
    "perl": "pl pm t",
    "php": "php",
    "powershell": "ps1 psm1",
    "python": "py pyx pxd",
    "r": "r",
    "ruby": "rb rake",
    "rust": "rs",
    "scala": "scala sc",
    "shell": "sh bash zsh fish bats",
    "solidity": "sol",
    "swift": "swift",
    "tcl": "tcl",
    "typescript": "ts cts mts tsx",
    "visual basic": "vb bas",
    "vim script": "vim",
    "web components": "vue svelte astro",
    "zig": "zig",
    "cuda": "cu cuh",
    "descriptions of behaviour": "feature robot",
}
"""Extensions of programming languages: not of markup, styles, data or configuration."""
_LANGUAGE = {extension: language for language, extensions in _LANGUAGES.items() for extension in extensions.split()}
_TESTS_INSIDE = ("rust", "d", "zig")
"""Languages whose unit tests usually stand in the file they test."""
_TESTS_ONLY = ("bats", "feature", "robot", "t")
"""Extensions that only tests have."""

_NEITHER = frozenset(NEITHER.split())
_GENERATED = re.compile(
    r"\.(?:min|bundle|generated|pb|g|gr|freezed|designer)\.[^.]+$|_pb2(?:_grpc)?\.pyi?$|[._]generated\.[^.]+$|"
    r"\.pb\.(?:cc|h)$|_gen\.go$|^zz_generated"
)
_TEST_WORDS = frozenset(TEST_WORDS.split())
_TEST_DIRECTORIES = frozenset(TEST_DIRECTORIES.split())
_TEST_FILES = frozenset(("conftest",))
_WORDS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z0-9]+|\d+")
_AT_MOST = 1 << 16


@lru_cache(_AT_MOST)
def _directories(path: str) -> FileKind | None:
    """What a directory's files are if they are written in a programming language."""
    names = path.split("/") if path else []
    if any(name.lower() in _NEITHER or (name.startswith(".") and name != ".") for name in names):
        return None
    if any(name.lower() in _TEST_DIRECTORIES or _TEST_WORDS.intersection(_words(name)) for name in names):
        return "test"
    return "code"


def _words(name: str) -> list[str]:
    """The words of a name such as unit_tests, FooTests or androidTest2, in lower case and without numbers behind."""
    return [word.lower().rstrip("0123456789") for word in _WORDS.findall(name)]


def language_of(path: str) -> str | None:
    """The programming language a file is written in, by its extension; None if it has no such."""
    return _LANGUAGE.get(path.rpartition("/")[2].rpartition(".")[2].lower()) if "." in path else None


def kind_of(path: str) -> FileKind | None:
    """What a file is; None of what is vendored, generated, a fixture, an example, documentation, or no program."""
    directory, _, name = path.rpartition("/")
    stem, _, extension = name.rpartition(".")
    if not stem or extension.lower() not in _LANGUAGE or _GENERATED.search(name.lower()):
        return None
    kind = _directories(directory)
    if kind == "code" and (extension.lower() in _TESTS_ONLY or _is_named_test(stem)):
        return "test"
    return kind


def _is_named_test(stem: str) -> bool:
    """Whether a file is called a test: test_x, x_test, x.spec, XTest."""
    words = _words(stem)
    return stem in _TEST_FILES or bool(words and _TEST_WORDS.intersection((words[0], words[-1])))


def has_tests_inside(paths: Iterable[str]) -> bool:
    """Whether a fifth of these files of code are in languages that keep tests in the file they test."""
    languages = [language_of(path) for path in paths]
    return 5 * sum(language in _TESTS_INSIDE for language in languages) >= len(languages) > 0


def directory_named(path: str | None) -> str | None:
    """The directory that a user names, from the top of the repository; None is the whole repository."""
    return "/".join([part for part in (path or "").split("/") if part not in ("", ".")]) or None


def is_under(path: str, directory: str | None) -> bool:
    """Whether a file is in a directory, or is what was named; None is the whole repository."""
    if directory is None:
        return True
    return path == directory or path.startswith(f"{directory}/")
