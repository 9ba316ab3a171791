"""CI files of 19 systems say when tests run and something is released; nothing is made of what is missing."""

import time
from textwrap import dedent, indent
from typing import get_args

import pytest

from stagecli.measures import MEASURES, Measured
from stagecli.messages import message
from stagecli.observe.git.ci.conclusions import ci_measures
from stagecli.observe.git.ci.events import ALL, condition
from stagecli.observe.git.ci.paths import System, is_ci_path
from tests.ci_files import FILES


def said(*files: tuple[str, str]) -> tuple[str | None, str | None]:
    """The two words, or their reasons."""
    measures = ci_measures([(path, dedent(text)) for path, text in files])
    tests, path = measures["git.ci_tests"], measures["git.release_path"]
    return str(tests.value or tests.reason), str(path.value or path.reason)


def github(on: str, jobs: str) -> tuple[str, str]:
    return ".github/workflows/ci.yml", f"on: {on}\njobs:\n" + indent(dedent(jobs), "  ")


@pytest.mark.parametrize(("path", "text", "tests", "release"), FILES)
def test_each_system_says_when_it_tests_and_releases(
    path: str, text: str, tests: str | None, release: str | None
) -> None:
    assert said((path, text)) == (tests or "ci_unclear", release or "no_release_job")


def test_every_system_is_among_the_files() -> None:
    assert {is_ci_path(path) for path, _, _, _ in FILES} == set(get_args(System))
    assert len(get_args(System)) == 19
    testing = {is_ci_path(path) for path, _, tests, _ in FILES if tests == "change"}
    assert testing == set(get_args(System))


@pytest.mark.parametrize(("path", "system"), [
    (".github/workflows/tests.yaml", "github"),
    (".github/workflows/nested/tests.yaml", None),
    ("packages/web/.github/workflows/tests.yml", None),
    ("packages/web/.travis.yml", None),
    ("services/web/Jenkinsfile", "jenkins"),
    ("Jenkinsfile.release", "jenkins"),
    ("vendor/library/Jenkinsfile", None),
    ("web/azure-pipelines-release.yml", "azure"),
    (".zuul.d/project.yaml", "zuul"),
    ("ci/pipelines/prs.yml", "concourse"),
    (".gitlab/ci/test.gitlab-ci.yml", "gitlab"),
    ("bin/release", None),
    ("src/release.py", None),
    ("README.md", None),
    ("", None),
])  # fmt: skip
def test_paths_of_ci_files_are_known(path: str, system: str | None) -> None:
    assert is_ci_path(path) == system


def test_without_ci_files_the_reason_is_that() -> None:
    assert said() == ("no_ci", "no_ci")
    assert said(("bin/release", "twine upload dist/*"), ("Makefile", "release:\n\ttwine upload")) == ("no_ci", "no_ci")


@pytest.mark.parametrize(
    "text", ["", "\n", "# nothing\n", "a: [", "- - -", "\t", "\0", "---\n---\n", "!!binary x", "{{ jinja }}: {%"]
)
@pytest.mark.parametrize(
    "path", [".github/workflows/ci.yml", ".gitlab-ci.yml", "Jenkinsfile", ".travis.yml", "zuul.yaml"]
)
def test_of_nothing_nothing_is_concluded(path: str, text: str) -> None:
    assert said((path, text)) == ("ci_unclear", "no_release_job")


@pytest.mark.parametrize("system_path", sorted({path for path, _, _, _ in FILES}))
@pytest.mark.parametrize("text", [
    "a", "[]", "- a\n- [b]\n- {c: d}\n", "jobs: text\nsteps: 1\non: [[]]\nstages: {a: b}\n",
    "jobs: {a: , b: [], c: {}}\n",
    "on: {push: [], schedule: x}\njobs: [a, {}]\nworkflows: {a: {jobs: [{}, [], a]}}\nresources: [a]\ntrigger: [[]]\n",
    "pipelines: {default: [a], branches: [x], tags: {}}\nblocks: [a, {task: b}]\npromotions: [{auto: x}, a]\n",
    "phases: {build: x}\ntask: {script: 1}\ndeploy: [a]\nbranches: {only: {x: y}}\ninclude: []\nextends: a\n",
    "a: {rules: [x], only: {refs: {a: b}}, when: [manual, {}], except: [], environment: [x], extends: [a, b]}\n",
])  # fmt: skip
def test_files_of_another_shape_break_nothing(system_path: str, text: str) -> None:
    measures = ci_measures([(system_path, text)])
    assert all(measured.counted == 1 for measured in measures.values())


def test_measures_are_those_that_are_known() -> None:
    measures = ci_measures([(path, dedent(text)) for path, text, _, _ in FILES])
    for name, measured in measures.items():
        assert measured.value in MEASURES[name].words
        assert measured.value == "change"
        assert measured.counted == len({path for path, _, _, _ in FILES})
        assert 1 <= len(measured.examples) <= 3


def test_examples_are_the_files_that_show_it() -> None:
    long = f".github/workflows/{'x' * 60}.yml"
    tests = "on: push\njobs: {test: {steps: [{run: pytest}]}}"
    release = "on: {push: {tags: [v*]}}\njobs: {a: {steps: [{run: twine upload dist/*}]}}"
    measures = ci_measures([(long, tests), (".github/workflows/a.yml", tests), (".github/workflows/b.yml", release)])
    assert measures == {
        "git.ci_tests": Measured(value="change", counted=3, examples=(".github/workflows/a.yml",)),
        "git.release_path": Measured(value="release", counted=3, examples=(".github/workflows/b.yml",)),
    }


@pytest.mark.parametrize(("on", "tests", "release"), [
    ("push", "change", "change"),
    ("[push, pull_request]", "change", "change"),
    ("pull_request", "change", None),
    ("{push: {branches: [main]}}", "change", "change"),
    ("{push: {branches: ['**']}}", "change", "change"),
    ("{push: {branches: ['release/**']}}", "release", "release"),
    ("{push: {branches: [some-topic]}}", "change", None),
    ("{push: {branches-ignore: [gh-pages]}}", "change", "change"),
    ("{push: {tags: ['v*']}}", "release", "release"),
    ("{push: {paths: [src/**]}}", "change", "change"),
    ("{release: {types: [published]}}", "release", "release"),
    ("{schedule: [{cron: 0 0 * * *}]}", "schedule", "schedule"),
    ("workflow_dispatch", None, "hand"),
    ("{schedule: [{cron: 0 0 * * *}], workflow_dispatch: }", "schedule", "hand"),
    ("{pull_request: {types: [closed], branches: [main]}}", "change", "change"),
    ("issues", None, None),
    ("workflow_call", None, None),
])  # fmt: skip
def test_github_events_decide(on: str, tests: str | None, release: str | None) -> None:
    job = """\
      build:
        steps:
          - run: go test ./...
          - run: npm publish
    """
    assert said(github(on, job)) == (tests or "ci_unclear", release or "no_release_job")


@pytest.mark.parametrize(("limit", "release"), [
    ("startsWith(github.ref, 'refs/tags/')", "release"),
    ("${{ startsWith(github.ref, 'refs/tags/v') && github.repository == 'a/b' }}", "release"),
    ("github.ref_type == 'tag'", "release"),
    ("github.event_name == 'release'", "release"),
    ("github.event_name == 'push' && github.ref == 'refs/heads/main'", "change"),
    ("github.event_name != 'pull_request'", "change"),
    ("'!startsWith(github.ref, ''refs/tags/'')'", "change"),
    ("(github.event_name == 'push' || inputs.now == 'true') && startsWith(github.ref, 'refs/tags/')", "release"),
    ("github.ref_name == vars.BRANCH", "change"),
    ("github.event_name == 'workflow_dispatch'", "hand"),
    ("github.event_name == 'schedule'", "schedule"),
    ("github.event_name == 'pull_request'", None),
    ("github.ref == 'refs/heads/production'", "release"),
    ("github.ref == 'refs/heads/staging'", None),
    ("steps.release.outputs.release_created", "release"),
    ("needs.version.outputs.new_version != ''", "release"),
    ("contains(github.event.head_commit.message, 'chore(release)')", "release"),
    ("success()", "change"),
    ("always() && !cancelled()", "change"),
])  # fmt: skip
def test_conditions_of_jobs_and_steps_limit_their_events(limit: str, release: str | None) -> None:
    on = "{push: , pull_request: , workflow_dispatch: , schedule: [{cron: 0 0 * * *}], release: }"
    job = f"  a:\n    if: {limit}\n    steps:\n      - run: twine upload dist/*\n"
    step = f"  a:\n    steps:\n      - if: {limit}\n        uses: pypa/gh-action-pypi-publish@release/v1\n"
    for jobs in (job, step):
        assert said(github(on, jobs))[1] == (release or "no_release_job")


@pytest.mark.parametrize("commands", [
    "pytest", "python -m pytest -q", "coverage run -m pytest tests", "tox", "tox -e py311", "nox -s tests", "npm test",
    "npm run test:ci", "yarn test", "pnpm run test-unit", "go test ./...", "cargo test --all", "mvn -B verify",
    "./mvnw clean install", "./gradlew check", "./gradlew :app:test", "make test", "make check", "bundle exec rspec",
    "bundle exec rake", "vendor/bin/phpunit", "ctest --output-on-failure", "dotnet test", "python manage.py test",
    "./run_tests.sh", "bash scripts/test.sh", "docker compose run web pytest", "npm ci && npm test", "mix test",
    "python setup.py test", "cd x; make unit-tests", "R CMD check x.tar.gz", "poetry run task test",
])  # fmt: skip
def test_commands_that_test_are_known(commands: str) -> None:
    assert said(github("push", f"  a:\n    steps:\n      - run: {commands}\n"))[0] == "change"


@pytest.mark.parametrize("commands", [
    "pip install pytest tox", "echo pytest", "make", "make docs", "npm run lint", "tox -e docs", "tox -e lint",
    "go build",
    "mvn package -DskipTests", "cargo build --release", "npm ci", "apt-get install -y ctest", "# pytest", "cat test.sh",
    "npm run upload-test-results", "ruff check .",
])  # fmt: skip
def test_commands_that_do_not_test_are_not_taken_for_tests(commands: str) -> None:
    assert said(github("push", f"  a:\n    steps:\n      - run: '{commands}'\n"))[0] == "ci_unclear"


@pytest.mark.parametrize(("name", "tests", "release"), [
    ("Unit tests", True, False),
    ("test (3.12)", True, False),
    ("Build and test", True, False),
    ("Upload test results", False, False),
    ("Install test dependencies", False, False),
    ("latest", False, False),
    ("Deploy", False, True),
    ("publish-npm", False, True),
    ("Build and deploy", False, True),
    ("Release", False, True),
    ("Build release binaries", False, False),
    ("Deploy docs", False, False),
    ("Publish coverage", False, False),
    ("Deploy preview", False, False),
    ("deploy-staging", False, False),
    ("Publish test results", False, False),
    ("release-drafter", False, False),
    ("Prepare release", False, False),
    ("build", False, False),
])  # fmt: skip
def test_names_of_jobs_and_steps_are_evidence(name: str, tests: bool, release: bool) -> None:
    expected = ("change" if tests else "ci_unclear", "change" if release else "no_release_job")
    assert said(github("push", f"  a:\n    name: {name}\n    steps:\n      - run: ./x\n")) == expected
    assert said(github("push", f"  a:\n    steps:\n      - name: {name}\n        run: ./x\n")) == expected


@pytest.mark.parametrize("step", [
    "run: twine upload dist/*", "run: npm publish --access public", "run: cargo publish", "run: gem push *.gem",
    "run: docker push me/app", "run: npx semantic-release", "run: helm upgrade app ./chart",
    "run: kubectl apply -f k8s",
    "run: bundle exec cap production deploy", "run: git push heroku main", "run: ./deploy.sh", "run: make release",
    "run: npm run deploy", "run: ./gradlew publish", "run: mvn -B deploy", "run: gh release create v1",
    "run: dotnet nuget push x", "run: poetry publish", "uses: goreleaser/goreleaser-action@v6",
    "uses: softprops/action-gh-release@v2", "uses: pypa/gh-action-pypi-publish@release/v1",
    "{uses: docker/build-push-action@v6, with: {push: true}}",
    "uses: JamesIves/x\n      - run: |\n          x\n          twine upload y",
])  # fmt: skip
def test_what_publishes_or_deploys_is_known(step: str) -> None:
    assert said(github("push", f"  a:\n    steps:\n      - {step}\n"))[1] == "change"


@pytest.mark.parametrize("step", [
    "run: twine check dist/*", "run: npm publish --dry-run", "{uses: docker/build-push-action@v6, with: {push: false}}",
    "uses: docker/build-push-action@v6", "uses: peaceiris/actions-gh-pages@v4", "uses: actions/deploy-pages@v4",
    "run: mkdocs gh-deploy", "uses: codecov/codecov-action@v4", "uses: actions/upload-artifact@v4", "run: git push",
    "run: cargo build --release", "run: npm run deploy:docs", "run: pip install twine", "run: ls bin/release",
    "{uses: pypa/gh-action-pypi-publish@v1, with: {repository-url: 'https://test.pypi.org/legacy/'}}",
    "run: docker build .",
    "uses: release-drafter/release-drafter@v6",
])  # fmt: skip
def test_what_only_looks_like_a_release_is_none(step: str) -> None:
    assert said(github("push", f"  a:\n    steps:\n      - {step}\n"))[1] == "no_release_job"


def test_a_job_called_deploy_that_publishes_documentation_is_no_release() -> None:
    job = "  deploy:\n    steps:\n      - run: make html\n      - uses: actions/deploy-pages@v4\n"
    assert said(github("push", job))[1] == "no_release_job"
    assert said(github("push", f"{job}      - run: twine upload dist/*\n"))[1] == "change"


@pytest.mark.parametrize("action", ["changesets/action@v1", "googleapis/release-please-action@v4"])
def test_what_a_release_request_publishes_is_a_release(action: str) -> None:
    job = f"  a:\n    steps:\n      - uses: {action}\n      - run: npm publish\n"
    assert said(github("{push: {branches: [main]}}", job))[1] == "release"


def test_images_are_pushed_when_the_setting_says_so() -> None:
    push = "${{ github.event_name != 'pull_request' }}"
    step = f"uses: docker/build-push-action@v6\n        with:\n          push: {push}\n"
    assert said(github("[push, pull_request]", f"  a:\n    steps:\n      - {step}"))[1] == "change"
    assert said(github("pull_request", f"  a:\n    steps:\n      - {step}"))[1] == "no_release_job"


def test_a_workflow_runs_on_the_events_of_those_that_call_it() -> None:
    called = (
        ".github/workflows/test.yml",
        "on: workflow_call\njobs: {a: {steps: [{run: pytest}, {run: twine upload x}]}}",
    )
    caller = ".github/workflows/ci.yml", "on: {push: {tags: [v*]}}\njobs: {a: {uses: ./.github/workflows/test.yml}}"
    assert said(called) == ("ci_unclear", "no_release_job")
    assert said(called, caller) == said(caller, called) == ("release", "release")


def test_a_workflow_runs_on_the_events_of_those_that_it_follows() -> None:
    first = ".github/workflows/ci.yml", "name: CI\non: {push: {branches: [main]}}\njobs: {a: {steps: [{run: pytest}]}}"
    then = ".github/workflows/cd.yml", "on: {workflow_run: {workflows: [CI]}}\njobs: {a: {steps: [{run: cap deploy}]}}"
    assert said(then)[1] == "no_release_job"
    assert said(first, then) == ("change", "change")


def test_workflows_that_call_each_other_end() -> None:
    one = ".github/workflows/a.yml", "on: push\njobs: {a: {uses: ./.github/workflows/b.yml}}"
    two = ".github/workflows/b.yml", "on: workflow_call\njobs: {a: {uses: ./.github/workflows/a.yml}, test: {}}"
    assert said(one, two)[0] == "change"


@pytest.mark.parametrize(("limits", "release"), [
    ("only: [tags]", "release"),
    ("only: [main]", "change"),
    ("only: [master]\n  when: manual", "hand"),
    ("only: [schedules]", "schedule"),
    ("only: [merge_requests]", "no_release_job"),
    ("except: [branches]", "release"),
    ("only: ['/^v[0-9.]+$/']\n  except: [branches]", "release"),
    ("rules:\n    - if: $CI_COMMIT_TAG", "release"),
    ("rules:\n    - if: $CI_COMMIT_TAG\n      when: never\n    - if: $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH",
    "change"),
    ("rules:\n    - if: $CI_COMMIT_BRANCH == 'main'\n      when: manual", "hand"),
    ("rules:\n    - if: $CI_PIPELINE_SOURCE == 'schedule'", "schedule"),
    ("rules:\n    - when: never", "no_release_job"),
    ("rules:\n    - !reference [.elsewhere, rules]", "no_release_job"),
    ("rules: [!reference [.tagged, rules]]\n.tagged:\n  rules: [{if: $CI_COMMIT_TAG}]", "release"),
    ("extends: .elsewhere", "no_release_job"),
    ("rules: [{if: '$CI_COMMIT_REF_NAME =~ /^v[0-9]/'}]", "release"),
    ("only: {refs: [main], changes: [src/*]}", "change"),
    ("except: [main, tags]", "no_release_job"),
    ("only: [staging]", "no_release_job"),
    ("rules: [{if: $CI_COMMIT_BRANCH == 'staging'}]", "no_release_job"),
    ("when: manual", "hand"),
])  # fmt: skip
def test_gitlab_jobs_are_limited(limits: str, release: str) -> None:
    text = f"upload:\n  script:\n    - twine upload dist/*\n  {limits}\n"
    assert said((".gitlab-ci.yml", text))[1] == release


def test_anchors_merge_keys_extends_and_unknown_tags_are_read() -> None:
    text = """\
        .shared: &shared
          script:
            - pytest
          rules: [!reference [.other, rules]]
        .tagged:
          only: [tags]
        .upload:
          extends: .tagged
          script: [twine upload dist/*]
        unit:
          <<: *shared
        first:
          <<: [*shared, {image: python}]
        publish:
          extends: .upload
        x: {<<: *shared, y: !vault abc}
    """
    assert said((".gitlab-ci.yml", text)) == ("change", "release")


@pytest.mark.parametrize("text", [
    "test:\n  script: pytest\n  script: pytest\n",
    "test: &a\n  script: pytest\nother: *a\n",
    "%YAML 1.1\n---\ntest:\n  script: pytest\n...\n",
    "--- # first\nspec: {inputs: {}}\n---\ntest:\n  script: pytest\n",
    "test:\n  script: pytest\n# " + "x" * 140_000,
])  # fmt: skip
def test_odd_yaml_is_read_all_the_same(text: str) -> None:
    assert said((".gitlab-ci.yml", text))[0] == "change"


def test_what_cannot_be_read_leaves_the_other_files() -> None:
    broken = ".github/workflows/a.yml", "on: [push\njobs: {"
    assert said(broken, github("push", "  test:\n    steps: []\n"))[0] == "change"


SIZE = 256 * 1024
HOSTILE = [
    "x" * 140_000, "[" * SIZE, "{" * SIZE, "- " * (SIZE // 2), "a: " * (SIZE // 3), "? " * (SIZE // 2),
    "&a " * (SIZE // 3),
    "[\n" * (SIZE // 2), "- [\n" * (SIZE // 4), "- !a b\n" * (SIZE // 7), "- <<: a\n" * (SIZE // 8),
    "a: &a [x]\nb: &b [*a, *a]\n" + "".join(f"c{at}: &c{at} [*b, *b, *b]\n" for at in range(9_000)),
    "x: &x [" + "twine upload, " * 70 + "]\n" + "".join(f"j{at}: {{script: *x, extends: .x}}\n" for at in range(9_000)),
    "a: &a |\n" + "  pytest && echo\n" * 1_000 + "b: &b [" + "*a, " * 90 + "]\nc: [" + "*b, " * 90 + "]\n",
    ".x:\n  rules:\n" + "  - {if: $A == 'b'}\n" * 3_000 + "".join(f"j{at}: {{extends: .x}}\n" for at in range(9_000)),
    "a: &a |\n" + "  a && b || c\n" * 1_000 + "".join(f"j{at}: {{rules: [{{if: *a}}]}}\n" for at in range(900)),
    "a: &a " + "\n  a(b)" * 3_000 + "\nb: &b [" + "*a, " * 90 + "]\n"
    + "".join(f"j{at}: {{name: x, args: *b}}\n" for at in range(900)),
    ".x: {script: [" + "a b c d e f, " * 70 + "]}\n" + "".join(f"j{at}: {{extends: [.x]}}\n" for at in range(9_000)),
    "on: push\njobs:\n" + "".join(f"  j{at}:\n    if: {'(' * 400}\n" for at in range(600)),
    "on: push\njobs:\n" + "".join(f"  j{at}:\n    if: {'a && !( ' * 110}\n" for at in range(280)),
    "on: push\njobs:\n  a:\n    steps:\n" + f"      - run: {'mvn ' * 240}\n" * 260,
    "on: push\njobs:\n  a:\n    steps:\n" + f"      - run: {'npm; ' * 190}\n" * 260,
    "a:\n  script:\n" + f"    - {'tox -e ' * 140}\n" * 260,
    ("stage" + " " * 990 + "\n") * 260, ("stage('a') {" * 80 + "\n") * 260,
    ("}" * 999 + "\n") * 262, ("stage('a')\n" * 23_000), "\\\n" * (SIZE // 2),
    "jobs:\n- \\\n" * 20_000, "---\n" * (SIZE // 4),
    ("task:\n  script: a\n" * 14_000), "\n" * SIZE, "\u2028" * (SIZE // 3), "a: 'b" * (SIZE // 6), '"\\x' * (SIZE // 3),
]  # fmt: skip


HANGING = 300
"""Seconds: many times what the slowest machine needs; what takes quadratic time takes hours."""


@pytest.mark.parametrize("number", range(len(HOSTILE)))
def test_no_hostile_text_keeps_it_busy_without_an_end(number: int) -> None:
    text = HOSTILE[number]
    for path in (".github/workflows/a.yml", ".gitlab-ci.yml", "Jenkinsfile", ".drone.yml", ".cirrus.yml"):
        start = time.process_time()
        ci_measures([(path, text)])
        assert time.process_time() - start < HANGING, path


@pytest.mark.parametrize("text", [
    "", "!", "!!!!", "(", ")", "((", "a || ", "&& b", "not(", "not()", "and(or(not(a)))", "'", '"a', "()" * 500,
    "!(" * 500, "a && (" * 150, "ne(", "==",
])  # fmt: skip
def test_odd_conditions_limit_nothing(text: str) -> None:
    assert condition(text) == ALL


@pytest.mark.parametrize("reason", ["no_ci", "ci_unclear", "no_release_job"])
def test_reasons_have_texts_in_both_languages(reason: str) -> None:
    english, greek = (message(f"reason.{reason}", language) for language in ("en", "el"))
    assert english != greek
    assert not english.endswith(".")


@pytest.mark.parametrize("name", ["docs.yml", "website.yaml", "deploy-preview.yml", "staging.yml"])
def test_files_named_for_documentation_or_trials_release_nothing(name: str) -> None:
    assert said((f".github/workflows/{name}", "on: push\njobs: {deploy: {}}"))[1] == "no_release_job"


def test_what_lines_say_goes_before_names() -> None:
    job = "  publish:\n    steps:\n      - if: startsWith(github.ref, 'refs/tags/')\n        run: twine upload dist/*\n"
    assert said(github("push", job))[1] == "release"


def test_pipelines_of_buildkite_run_when_others_upload_them() -> None:
    other = ".buildkite/pipeline.release.yml", "steps: [{command: goreleaser release}]"
    first = (
        ".buildkite/pipeline.yml",
        "steps: [{command: buildkite-agent pipeline upload .buildkite/pipeline.release.yml}]",
    )
    assert said(other)[1] == "no_release_job"
    assert said(other, first)[1] == "change"


def test_templates_of_azure_run_when_others_use_them() -> None:
    template = ".azure-pipelines/steps/test.yml", "parameters: []\nsteps: [{script: pytest}]"
    user = ".azure-pipelines/ci.yml", "trigger: [main]\njobs: [{job: a, steps: [{template: steps/test.yml}]}]"
    assert said(template)[0] == "ci_unclear"
    assert said(template, user)[0] == "change"


def test_pipelines_of_semaphore_run_when_promoted() -> None:
    promoted = ".semaphore/ship.yml", "blocks: [{task: {jobs: [{commands: [helm upgrade app chart]}]}}]"
    first = ".semaphore/semaphore.yml"
    assert said(promoted)[1] == "no_release_job"
    assert said(promoted, (first, "promotions: [{name: a, pipeline_file: ship.yml}]"))[1] == "hand"
    automatic = "promotions: [{pipeline_file: ship.yml, auto_promote: {when: \"branch = 'main'\"}}]"
    assert said(promoted, (first, automatic))[1] == "change"
    older = "promotions: [{pipeline_file: ship.yml, auto_promote_on: [{result: passed, branch: [main]}]}]"
    assert said(promoted, (first, older))[1] == "change"


def test_files_of_gitlab_share_their_hidden_jobs() -> None:
    job = ".gitlab/ci/ship.yml", "ship: {extends: .tagged, script: [twine upload dist/*]}"
    assert said(job)[1] == "no_release_job"
    hidden = ".gitlab-ci.yml", "include: [{local: .gitlab/ci/ship.yml}]\n.tagged: {only: [tags]}"
    assert said(job, hidden)[1] == "release"


def test_a_job_runs_on_no_more_events_than_those_that_it_needs() -> None:
    jobs = "  a: {if: github.ref_type == 'tag', steps: []}\n  b: {needs: a, steps: [{run: twine upload dist/*}]}\n"
    assert said(github("push", jobs))[1] == "release"
    needless = jobs.replace("needs: a", "needs: a, if: always()")
    assert said(github("push", needless))[1] == "change"


@pytest.mark.parametrize(("text", "release"), [
    ("branch: main", "change"),
    ("branch: [main]\n    event: [push, tag]", "change"),
    ("branch: staging", "no_release_job"),
    ("ref: [refs/tags/**]", "release"),
    ("ref: {include: [refs/heads/main]}", "change"),
    ("event: {exclude: [pull_request]}", "change"),
    ("target: production", "hand"),
    ("cron: nightly", "schedule"),
    ("event: rollback", "hand"),
    ("event: pull_request", "no_release_job"),
])  # fmt: skip
def test_steps_of_drone_are_limited(text: str, release: str) -> None:
    step = f"steps:\n- name: a\n  commands: [twine upload dist/*]\n  when:\n    {text}\n"
    assert said((".drone.yml", f"kind: pipeline\n{step}"))[1] == release


@pytest.mark.parametrize(("text", "tests", "release"), [
    ("test: {override: [./x]}\ndeployment:\n  live: {branch: master, commands: [./y]}\n", "change", "change"),
    ("test: {override: [./x]}\ndeployment:\n  live: {tag: '/v.*/', commands: [./y]}\n", "change", "release"),
    ("jobs: {build: {steps: [{run: pytest}, {run: npm publish}]}}", "change", "change"),
])  # fmt: skip
def test_older_files_of_circleci_have_no_workflows(text: str, tests: str, release: str) -> None:
    assert said((".circleci/config.yml", text)) == (tests, release)
