"""The words by which CI jobs are known to test or to release: judgement, all in one place.

Tables of commands have the tool, and which arguments it needs: none if it can do nothing else.
"""

from collections.abc import Mapping

ANY: frozenset[str] = frozenset()


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _table(*rows: tuple[str, str]) -> Mapping[str, frozenset[str]]:
    table: dict[str, frozenset[str]] = {}
    for tools, arguments in rows:
        table.update((tool, table.get(tool, frozenset()) | _words(arguments)) for tool in tools.split())
    return table


RUNNERS = _words(
    "make gmake mage just task npm yarn pnpm bun lerna nx turbo composer rake invoke inv grunt gulp ant hatch pdm "
    "poetry uv"
)
"""What runs tasks with names of the project's own: `make test-unit`, `npm run test:ci`."""

TESTS = _table(
    ("pytest py.test unittest nosetests nose2 stestr tox nox behave rspec minitest cucumber phpunit pest", ""),
    ("behat codecept ctest jest vitest mocha karma cypress playwright testcafe bats kuttl testthat", ""),
    ("nextest xctest prove eunit kaocha busted tempest molecule hspec testem web-test-runner wtr", ""),
    ("go deno swift mix dotnet flutter dart zig dub sbt lein nimble gleam stack cabal meson bazel bazelisk", "test"),
    ("cargo", "test nextest tarpaulin llvm-cov"),
    ("mvn mvnw", "test verify install package"),
    ("gradle gradlew", "test check build"),
    ("ninja msbuild fastlane xcodebuild build.sh build.cmd build.ps1", "test tests"),
    ("cmd", "check"),
    (
        "manage.py setup.py rails php artisan spark hatch pdm poetry uv rye ng vue-cli-service react-scripts",
        "test tests",
    ),
    ("dune rebar3 cmake b2 bin/rails npx vendor/bin/sail wasm-pack forge hardhat truffle", "test runtest eunit ct"),
    ("make gmake mage just task composer ant", "check"),
    ("npm yarn pnpm bun", "t"),
    ("perl", "disttest"),
    ("command: arguments: goals: tasks:", "test verify"),
    ("task:", "vstest@2 vstest@3 pythontest@1"),
    ("devtools::test rcmdcheck check-r-package r-cmd-check", ""),
)
TEST_NAMES = _words(
    "test tests testing unittest unittests unit pytest tox nox rspec phpunit e2e tempest spec specs ctest functional"
)
NO_TEST_NAMES = _words(
    "install setup prepare publish upload download deploy report reports result results coverage docs lint linters "
    "pep8 flake8 mypy typing format style cache docker image archive release env environment"
)
"""A name or task with one of these, such as `Upload test results`, does not run them; nor does such a part of tox."""

PUBLISHES = _table(
    ("twine setup.py", "upload"),
    ("flit poetry hatch uv pdm rye npm yarn pnpm lerna cargo vsce ovsx bun dart flutter pub", "publish"),
    ("cargo", "release"),
    ("gem nuget dotnet pod", "push"),
    ("goreleaser gh hub glab", "release"),
    ("semantic-release release-it ci-release release-cli", ""),
    ("mvn mvnw", "deploy release:perform"),
    ("gradle gradlew", "publish publishplugins uploadarchives publishtomavencentral publishtosonatype"),
    ("sbt", "publish publishsigned +publish +publishsigned ci-release"),
    ("lein", "deploy"),
    ("mix", "hex.publish"),
    ("stack cabal luarocks conan snapcraft anaconda", "upload"),
    ("command: arguments: goals:", "publish push"),
    ("put", "github-release pypi npm rubygems"),
)
"""These make a package public, whatever the job is called."""
DEPLOYS = _table(
    ("docker podman buildah cf", "push"),
    ("skopeo crane", "copy push"),
    ("ko", "publish apply"),
    ("helm", "upgrade push"),
    ("helmfile", "apply sync"),
    ("kubectl oc", "apply set rollout patch"),
    (
        "cap mina fab dep gcloud firebase flyctl fly sls serverless cdk sam eb gigalixir copilot kamal skaffold",
        "deploy",
    ),
    ("wrangler netlify", "deploy publish"),
    ("vercel", "--prod"),
    ("heroku", "container:release"),
    ("git", "heroku dokku"),
    ("aws", "update-service update-function-code create-deployment"),
    ("az", "deploy deployment"),
    ("terraform tofu pulumi", "apply up"),
    ("fastlane", "release deliver supply"),
    ("command: arguments: goals:", "deploy buildandpush"),
    ("put", "registry-image docker-image cf helm helm3 kubernetes bosh-deployment"),
    ("environment:", "production prod live pypi npm"),
)
"""These deploy something, unless the job says that it is documentation or a place to try things."""
RELEASE_TASKS = _words("deploy release publish ship")
"""What tasks and scripts that release are called, at the start of the name."""
RELEASE_NAMES = _words("deploy deployment deploys deploying release publish publishing rollout")
ELSEWHERE_NAMES = _words(
    "docs doc documentation pages page site website storybook book javadoc apidocs rustdoc wiki coverage preview "
    "previews review staging stage dev develop development qa uat sandbox demo"
)
"""Documentation, or somewhere else than where users are."""
NO_RELEASE_NAMES = ELSEWHERE_NAMES | _words(
    "test tests testing result results report reports artifact artifacts check checks dry draft drafter notes "
    "changelog prepare pr bump verify stop rollback"
)
"""Not the release itself."""
BUILD_NAMES = _words("build builds compile mode configuration debug tag tagging version")
"""With these, `release` is a kind of build, or only gets its name."""

RELEASE_ACTIONS = (
    "gh-action-pypi-publish", "goreleaser-action", "action-gh-release", "gh-release@", "actions/create-release",
    "release-action@", "upload-release-action", "action-automatic-releases", "semantic-release-action",
    "python-semantic-release", "npm-publish@", "publish-crates@", "release-gem@", "deploy-heroku",
    "heroku-deploy", "webapps-deploy@", "functions-action@", "k8s-deploy@", "amazon-ecs-deploy-task",
    "deploy-cloudrun@", "deploy-appengine@", "flyctl-actions", "wrangler-action@", "vercel-action",
    "publish-vscode-extension", "action-wordpress-plugin-deploy", "helm-deploy", "chart-releaser-action",
    "publish-unit-package", "snapcraft/action-publish",
    "plugins/docker", "plugins/pypi", "plugins/npm", "plugins/github-release", "plugins/heroku", "plugins/gcr",
    "plugins/ecr", "plugins/kaniko", "plugins/gitea-release", "plugin-docker", "plugin-kaniko", "plugin-github-release",
    "plugin-gitea-release", "plugin-release", "plugin-npm", "drone-ssh", "drone-helm", "drone-kubectl",
    "aws-ecs-deploy", "aws-lambda-deploy", "aws-s3-deploy", "google-cloud-run-deploy", "pypi-publish", "azure-web-apps",
    "aws-elastic-beanstalk-deploy", "heroku-deploy", "build-and-push-image", "ecs/deploy", "cloud-run/deploy",
    "azurewebapp@", "azurermwebappdeployment@", "azurefunctionapp@", "githubrelease@", "kubernetesmanifest@",
    "helmdeploy@", "internal/docker-push", "upload-pypi",
)  # fmt: skip
"""Parts of the names of actions, plugins, orbs and tasks that publish or deploy."""
IMAGE_ACTIONS = ("build-push-action", "docker/bake-action", "buildah-build")
"""These publish only if told to."""
REQUEST_ACTIONS = ("changesets/action", "changeset publish", "release-please", "release-plz/action")
"""They collect changes in a request; accepting that is the release, though it lands like any change."""
DOCUMENTATION = (
    "gh-pages", "github-pages", "deploy-pages", "upload-pages", "gh-deploy", "mkdocs", "storybook", "docusaurus",
    "readthedocs", "mike deploy", "doctr", "pages publish", "pages.sr.ht", "provider: pages",
)  # fmt: skip
"""A job with one of these is called `deploy` for its documentation."""
REHEARSALS = ("test.pypi", "testpypi", "--dry-run", "dry_run: true", "dry-run: true", "--dryrun", "snapshot", "--draft")
"""A step with one of these releases nothing."""
INSTALLERS = _words("pip pip3 pipx npm yarn pnpm apt apt-get gem brew conda mamba uv poetry apk yum dnf choco cargo go")
INSTALLS = _words("install add i get ci sync tap download")
SAYS = _words(
    "echo printf # grep name: description: tool: packages: which type cat export set ls rm mkdir cp mv curl wget"
)
"""Commands whose arguments are no commands."""
DEFAULT_TESTS = _words("node_js ruby go java rust perl php scala clojure elixir groovy haskell dart erlang julia r")
"""Languages whose tests Travis runs if no script is given."""

CONTAINER_KEYS = _words(
    "steps jobs stages parallel step stage blocks plan in_parallel do aggregate tasks task phases group try strategy "
    "runOnce rolling canary deploy pipeline before_install install before_script script after_script before_deploy "
    "after_success"
)
"""Keys below which there are further steps."""
SCRIPT_KEYS = _words(
    "run script command commands cmd bash pwsh powershell ps sh code inline inlineScript before_script after_script "
    "test_script build_script deploy_script template"
)
"""Keys whose text is a command; of others the key is part of what is said."""
SILENT_KEYS = _words(
    "env variables cache artifacts services needs requires depends_on dependencies matrix paths permissions "
    "concurrency defaults notifications resource_class parameters"
)
"""Keys that say neither what is done nor when."""
