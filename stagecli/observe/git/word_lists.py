"""Lists of words by which names of people, tags and files are told apart, each in lower case with spaces between."""

DEPENDENCY_BOTS = """
dependabot dependencybot depfu depsbot gemnasium greenkeeper mendbolt mendrenovate nixpkgsupdate pyup renovate
requiresio scalasteward snykbot updatecli whitesource
"""
"""How names and addresses of bots begin that raise versions of dependencies, in letters only."""

OTHER_BOTS = """
allcontributors azurepipelines bors buildbot bulldozer circleci codecov copybaraservice flutterautoroller
gerritcodereview githubactions gitlabci homu imgbot jenkins jenkinsci kodiak mergify mergifyio precommitci probot
releaseplease rultor semanticrelease teamcity transifex travis travisci weblate zuul
"""
"""Names of other programs that commit, in letters only."""

NAMES_OF_NOBODY = """
admin
administrator
anonymous
dev
developer
git
guest
me
nobody
no author
(no author)
none
root
test
ubuntu
unknown
user
vagrant
your name
"""
"""Names, one a line, that many people have on their machines: they join nobody."""

ADDRESSES_OF_NOBODY = """
admin administrator anonymous build contact dev devs developer developers guest info mail nobody no-reply noreply none
root support team test ubuntu unknown user vagrant you
"""
"""First parts of addresses of the same kind, or of whole teams."""

NO_RELEASES = """
abandoned archive archived attic backup base before branch branchpoint broken bug build builds chapter ci closed day
debug demo deprecated draft dummy em end eol exercise experiment experimental import init initial issue last latest
lecture lesson merge merged milestone nightly obsolete old part phase pr pull qa sandbox snapshot sprint staging
start step sync temp test testing tests ticket tmp todo uat unmaintained upstream week wip
"""
"""Words in names of tags that mark something else than a release."""

PRE_RELEASES = """
a alpha b beta c canary cr dev develop development ea edge insider insiders m next pre preview prerelease rc
unstable
"""
"""Words before or behind a version that is not final yet; single letters only with a number behind them."""

FINAL = """
final ga lts release rel stable version
"""
"""Words that add nothing to a version."""

PLAIN = """
deploy deployed deployment final prod production publish published r rel release released releases stable tag v ver
version
"""
"""Words before a version that name no product or package."""

NEITHER = """
_vendor bower_components cassettes dist doc docs documentation example examples extern external fixture fixtures
generated __generated__ godeps golden goldens locale locales node_modules pods sample samples site-packages
snapshots __snapshots__ test-data test_data testdata third-party third_party thirdparty vendor vendored
"""
"""Directories of what others wrote, a program wrote, or nobody tests: in lower case."""

TEST_WORDS = """
e2e spec specs test tests testsuite testsuites unittest unittests
"""
"""Words in names of directories of tests, and the first or last word of a test's name."""

TEST_DIRECTORIES = """
__tests__ cypress t
"""
"""Directories of tests that have no such word."""
