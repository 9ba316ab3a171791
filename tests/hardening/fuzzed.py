"""One target in the fuzzer's hands: `python -m tests.hardening.fuzzed TARGET [libFuzzer's arguments]`; see fuzz.py."""

import sys

import atheris

with atheris.instrument_imports(include=["stagecli", "yaml"]):
    from tests.hardening.fuzz import TARGETS

if __name__ == "__main__":
    atheris.Setup(sys.argv[1:], TARGETS[sys.argv[1]])
    atheris.Fuzz()
