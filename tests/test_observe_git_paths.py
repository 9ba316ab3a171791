"""What a file is, by its path alone."""

import pytest

from stagecli.observe.git.paths import has_tests_inside, is_under, kind_of


@pytest.mark.parametrize(
    "path",
    ["a.py", "src/app/Main.java", "lib/x.c", "Latest.kt", "contest/rules.rb", "src/protest.js", "web/App.vue",
     "setup.py", "bin/run.sh", "x.PY", "src/attest.go", "documents/a.py"],
)  # fmt: skip
def test_what_is_written_in_a_programming_language_is_code(path: str) -> None:
    assert kind_of(path) == "code"


@pytest.mark.parametrize(
    "path",
    ["tests/a.py", "test_a.py", "src/a_test.go", "a.test.ts", "a.spec.js", "src/test/java/A.java", "AppTest.java",
     "AppTests.cs", "app_spec.rb", "spec/models/a.rb", "__tests__/a.js", "t/t0001-init.sh", "conftest.py",
     "App.Tests/A.cs", "src/androidTest/A.kt", "e2e/a.ts", "cypress/a.js", "features/a.feature", "x.bats",
     "unit-tests/helper.c", "src/test2/a.c", "tests/data/tool.py"],
)  # fmt: skip
def test_tests_are_known_by_their_directory_or_name(path: str) -> None:
    assert kind_of(path) == "test"


@pytest.mark.parametrize(
    "path",
    ["README.md", "docs/conf.py", "vendor/x/y.go", "node_modules/a/b.js", "third_party/z.c", "tests/fixtures/a.py",
     "testdata/a.go", "app.min.js", "x_pb2.py", "x.pb.go", "style.css", "index.html", "Makefile", "data.json", ".py",
     ".github/scripts/a.py", "examples/a.py", "__snapshots__/a.js", "src/x.generated.ts", "tests/notes.txt", ""],
)  # fmt: skip
def test_all_else_is_neither(path: str) -> None:
    assert kind_of(path) is None


def test_a_fifth_in_a_language_with_tests_inside_is_enough() -> None:
    assert has_tests_inside(["a.rs", *["b.py"] * 4])
    assert not has_tests_inside(["a.rs", *["b.py"] * 5])
    assert has_tests_inside(["a.zig", "b.d"])
    assert not has_tests_inside([])


def test_a_directory_has_what_lies_under_it() -> None:
    assert is_under("one/a.py", "one")
    assert is_under("one", "one")
    assert not is_under("one-more/a.py", "one")
    assert is_under("anything", None)
