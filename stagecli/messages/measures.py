"""Texts of measures: what each is, what it needs, why one has no value, and what to know of a source."""

TEXTS: dict[str, tuple[str, str]] = {
    "measure.git.days_between_releases": ("Days between releases", "Μέρες μεταξύ εκδόσεων"),
    "formula.git.days_between_releases": (
        "The days looked at, divided by the days with a release; from 24 of those a year on, the median gap between "
        "them. With fewer than 6 in the period, three years are looked at.",
        "Οι μέρες του διαστήματος διά τις μέρες με έκδοση· από 24 τέτοιες τον χρόνο και πάνω, η διάμεση απόσταση "
        "μεταξύ τους. Αν στο διάστημα είναι λιγότερες από 6, εξετάζονται τρία χρόνια.",
    ),
    "minimum.git.days_between_releases": (
        "3 days with a release within three years, and a last one that is not unusually long ago.",
        "3 μέρες με έκδοση μέσα σε τρία χρόνια, και η τελευταία όχι ασυνήθιστα παλιά.",
    ),
    "measure.git.work_days_per_release": ("Days of work per release", "Μέρες δουλειάς ανά έκδοση"),
    "formula.git.work_days_per_release": (
        "The median number of different days on which the commits of a release were written, at most the days since "
        "the release before.",
        "Σε πόσες διαφορετικές μέρες γράφτηκαν τα commits μιας έκδοσης, το πολύ όσες πέρασαν από την προηγούμενη "
        "(διάμεσος).",
    ),
    "minimum.git.work_days_per_release": ("4 releases with commits.", "4 εκδόσεις με commits."),
    "measure.git.commits_per_release": ("Commits per release", "Commits ανά έκδοση"),
    "formula.git.commits_per_release": (
        "The median number of commits by people in a release that are in no earlier one, without merges.",
        "Πόσα commits ανθρώπων, χωρίς τα merges, έχει μια έκδοση που δεν τα είχε καμία προηγούμενη (διάμεσος).",
    ),
    "minimum.git.commits_per_release": ("4 releases with commits.", "4 εκδόσεις με commits."),
    "measure.git.days_to_release": ("Days from commit to release", "Μέρες από το commit ως την έκδοση"),
    "formula.git.days_to_release": (
        "The median number of days from when a commit was written until the first release that has it.",
        "Πόσες μέρες περνούν από τότε που γράφτηκε ένα commit ως την πρώτη έκδοση που το περιέχει (διάμεσος).",
    ),
    "minimum.git.days_to_release": (
        "20 commits released in the period, not counting the very first release.",
        "20 commits που βγήκαν σε έκδοση μέσα στο διάστημα, χωρίς όσα είχε η πρώτη έκδοση του έργου.",
    ),
    "measure.git.days_to_integrate": ("Days until changes are merged", "Μέρες ως το merge μιας αλλαγής"),
    "formula.git.days_to_integrate": (
        "The median number of days from when the first commit of a change was written until it landed on the main "
        "branch.",
        "Πόσες μέρες περνούν από τότε που γράφτηκε το πρώτο commit μιας αλλαγής ώσπου να μπει στο κύριο branch "
        "(διάμεσος).",
    ),
    "minimum.git.days_to_integrate": (
        "20 changes, and half of all, that show when they were begun.",
        "20 αλλαγές, και τουλάχιστον οι μισές απ’ όλες, στις οποίες φαίνεται πότε ξεκίνησαν.",
    ),
    "measure.git.changes_with_tests": ("Changes with tests", "Αλλαγές με τεστ"),
    "formula.git.changes_with_tests": (
        "Of the changes that touch code, the share that touch tests, too.",
        "Από τις αλλαγές που αλλάζουν κώδικα, το μερίδιο όσων αλλάζουν και τεστ.",
    ),
    "minimum.git.changes_with_tests": ("15 changes that touch code.", "15 αλλαγές που αλλάζουν κώδικα."),
    "measure.git.test_file_share": ("Share of test files", "Ποσοστό αρχείων που είναι τεστ"),
    "formula.git.test_file_share": (
        "Of the source files of the newest commit, the share that are tests.",
        "Από τα αρχεία πηγαίου κώδικα του τελευταίου commit, το μερίδιο όσων είναι τεστ.",
    ),
    "minimum.git.test_file_share": ("5 source files.", "5 αρχεία πηγαίου κώδικα."),
    "measure.git.ci_tests": ("When tests run in CI", "Πότε τρέχουν τα τεστ στο CI"),
    "formula.git.ci_tests": (
        "By the CI files of the newest commit: on which event tests run.",
        "Με ποια αφορμή τρέχουν τα τεστ, σύμφωνα με τα αρχεία CI του τελευταίου commit.",
    ),
    "measure.git.release_path": ("What starts a release in CI", "Τι ξεκινά μια έκδοση στο CI"),
    "formula.git.release_path": (
        "By the CI files of the newest commit: on which event something is published or deployed.",
        "Με ποια αφορμή δημοσιεύεται κάτι ή γίνεται deploy, σύμφωνα με τα αρχεία CI του τελευταίου commit.",
    ),
    "measure.git.active_authors": ("Active authors", "Ενεργοί προγραμματιστές"),
    "formula.git.active_authors": (
        "People with 10 commits in the period, or a twentieth of all.",
        "Όσοι έχουν στο διάστημα 10 commits ή το ένα εικοστό του συνόλου.",
    ),
    "measure.git.top_author_share": ("Share of the busiest author", "Ποσοστό του πιο δραστήριου"),
    "formula.git.top_author_share": (
        "Of the commits by people, the share by the one person who wrote most.",
        "Από τα commits ανθρώπων, το μερίδιο εκείνου που έγραψε τα περισσότερα.",
    ),
    "measure.git.changes_per_week": ("Changes per week", "Αλλαγές ανά εβδομάδα"),
    "formula.git.changes_per_week": (
        "The changes by people on the main branch, divided by the weeks of the period.",
        "Οι αλλαγές ανθρώπων στο κύριο branch διά τις εβδομάδες του διαστήματος.",
    ),
    "measure.git.days_since_change": ("Days since the last change", "Μέρες από την τελευταία αλλαγή"),
    "formula.git.days_since_change": (
        "The days since a person's change last landed on the main branch.",
        "Πόσες μέρες πέρασαν από την τελευταία αλλαγή ανθρώπου στο κύριο branch.",
    ),
    "measure.git.files_per_change": ("Files per change", "Αρχεία ανά αλλαγή"),
    "formula.git.files_per_change": (
        "The median number of files that a change touches.",
        "Πόσα αρχεία αγγίζει μια αλλαγή (διάμεσος).",
    ),
    "measure.git.dependency_bot_changes": ("Changes by dependency bots", "Αλλαγές από dependency bots"),
    "formula.git.dependency_bot_changes": (
        "The changes in the period that only bots wrote, one of which updates dependencies.",
        "Οι αλλαγές του διαστήματος που έγραψαν μόνο bots, με ένα τουλάχιστον που αναβαθμίζει dependencies.",
    ),
    "measure.git.second_person_share": ("Changes with a second person", "Αλλαγές και με δεύτερο άτομο"),
    "formula.git.second_person_share": (
        "Of the changes that show who landed them, the share that somebody else than their authors landed or reviewed.",
        "Από τις αλλαγές στις οποίες φαίνεται ποιος τις έκανε merge, το μερίδιο όσων έκανε merge ή "
        "έλεγξε κάποιος που δεν τις έγραψε.",
    ),
    "minimum.git.second_person_share": (
        "20 changes that show who landed them.",
        "20 αλλαγές στις οποίες φαίνεται ποιος τις έκανε merge.",
    ),
    "measure.git.revert_share": ("Share of reverts", "Ποσοστό reverts"),
    "formula.git.revert_share": (
        "The share of changes whose subject says that they revert another.",
        "Το μερίδιο των αλλαγών που, όπως λέει ο τίτλος τους, αναιρούν κάποια άλλη.",
    ),
    "minimum.git.revert_share": ("20 changes.", "20 αλλαγές."),
    "measure.git.fix_share": ("Share of fixes", "Ποσοστό διορθώσεων"),
    "formula.git.fix_share": (
        "The share of changes whose subject says that they fix something.",
        "Το μερίδιο των αλλαγών που, όπως λέει ο τίτλος τους, διορθώνουν κάτι.",
    ),
    "minimum.git.fix_share": ("20 changes.", "20 αλλαγές."),
    "minimum.habits": (
        "Measures of a clone's history need the whole history; all but the days since the last change also need 10 "
        "changes in the period, the newest no older than 90 days at its end.",
        "Όσα μετριούνται από το ιστορικό ενός clone το χρειάζονται ολόκληρο· όλα, εκτός από τις μέρες από την "
        "τελευταία αλλαγή, χρειάζονται και 10 αλλαγές στο διάστημα, με την πιο πρόσφατη το πολύ 90 μέρες πριν από το "
        "τέλος του.",
    ),
    "reason.no_commits": ("nothing was committed up to that day", "κανένα commit ως το τέλος του διαστήματος"),
    "reason.shallow": (
        "the clone lacks older history: git fetch --unshallow --tags",
        "από το clone λείπει το παλιότερο ιστορικό: git fetch --unshallow --tags",
    ),
    "reason.treeless": (
        "the clone lacks the lists of files (a treeless clone): clone it without --filter=tree:0",
        "από το clone λείπουν οι λίστες αρχείων (treeless clone): κλωνοποιήστε χωρίς --filter=tree:0",
    ),
    "reason.too_few_changes": (
        "fewer than 10 changes in the period",
        "λιγότερες από 10 αλλαγές στο διάστημα",
    ),
    "reason.no_change": ("no change by a person in the period", "καμία αλλαγή ανθρώπου στο διάστημα"),
    "reason.nothing_lately": (
        "no change in the last 90 days of the period",
        "καμία αλλαγή στις τελευταίες 90 μέρες του διαστήματος",
    ),
    "reason.no_release_tags": (
        "no release tags: none were made, or git fetch --tags is missing",
        "δεν υπάρχουν tags εκδόσεων: ή δεν φτιάχτηκαν ποτέ ή λείπει ένα git fetch --tags",
    ),
    "reason.no_tags_chosen": (
        "no tag fits --tags: there is none, or git fetch --tags is missing",
        "κανένα tag δεν ταιριάζει στο --tags: δεν υπάρχει, ή χρειάζεται git fetch --tags",
    ),
    "reason.too_few_releases": (
        "fewer than 3 days with a release in three years",
        "λιγότερες από 3 μέρες με έκδοση μέσα σε τρία χρόνια",
    ),
    "reason.releases_ended": (
        "no release tag for unusually long: releases ended, or tagging did",
        "έχει ασυνήθιστα πολύ καιρό να μπει tag έκδοσης: σταμάτησαν οι εκδόσεις, ή μόνο τα tags",
    ),
    "reason.too_few_releases_with_work": (
        "fewer than 4 releases with commits",
        "λιγότερες από 4 εκδόσεις με commits",
    ),
    "reason.too_few_released_commits": (
        "fewer than 20 commits released in the period",
        "λιγότερα από 20 commits βγήκαν σε έκδοση μέσα στο διάστημα",
    ),
    "reason.squashed": (
        "most changes do not show when they were begun: squashed when merged, or made on the main branch",
        "στις περισσότερες αλλαγές δεν φαίνεται πότε ξεκίνησαν: έγιναν squash στο merge ή commit κατευθείαν στο κύριο "
        "branch",
    ),
    "reason.too_few_dated_changes": (
        "fewer than 20 changes show when they were begun",
        "σε λιγότερες από 20 αλλαγές φαίνεται πότε ξεκίνησαν",
    ),
    "reason.too_few_code_changes": (
        "fewer than 15 changes touch code",
        "λιγότερες από 15 αλλαγές αλλάζουν κώδικα",
    ),
    "reason.tests_inside_sources": (
        "much of the code is in a language that keeps tests inside source files, such as Rust",
        "μεγάλο μέρος του κώδικα είναι σε γλώσσα όπου τα τεστ γράφονται μέσα στα αρχεία του κώδικα, όπως η Rust",
    ),
    "reason.too_few_files": ("fewer than 5 source files", "λιγότερα από 5 αρχεία πηγαίου κώδικα"),
    "reason.too_few_hands_seen": (
        "fewer than 20 changes show who landed them",
        "σε λιγότερες από 20 αλλαγές φαίνεται ποιος τις έκανε merge",
    ),
    "reason.fewer_than_20_changes": (
        "fewer than 20 changes in the period",
        "λιγότερες από 20 αλλαγές στο διάστημα",
    ),
    "reason.ci_unread": (
        "CI files are missing from the clone, too large or no text; where they are missing, clone without --filter",
        "αρχεία CI λείπουν από το clone, είναι υπερβολικά μεγάλα ή δεν είναι κείμενο· αν λείπουν, κλωνοποιήστε χωρίς "
        "--filter",
    ),
    "note.tags_left_out": (
        "Tags left out, since their names say no version: {number}. --tags says which tags are releases.",
        "Tags που δεν μέτρησαν, γιατί το όνομά τους δεν δείχνει έκδοση: {number}. Με --tags λέτε ποια είναι εκδόσεις.",
    ),
    "note.tags_unrelated": (
        "Tags left out, since they share no history with the main branch: {number}.",
        "Tags που δεν μέτρησαν, γιατί δεν έχουν κοινό ιστορικό με το κύριο branch: {number}.",
    ),
    "note.pre_releases_left_out": (
        "Pre-releases left out, since their final release followed soon or may still follow: {number}.",
        "Δοκιμαστικές εκδόσεις (pre-releases) που δεν μέτρησαν, γιατί η τελική βγήκε σύντομα ή μπορεί "
        "ακόμη να βγει: {number}.",
    ),
    "note.many_series": (
        "Different packages release here: {number}. --tags chooses the releases of one, and --path its files.",
        "Εδώ βγαίνουν εκδόσεις διαφορετικών πακέτων: {number}. Με --tags διαλέγετε τις εκδόσεις ενός, με --path τα "
        "αρχεία του.",
    ),
    "note.bots_left_out": (
        "Changes by bots, left out of what people do: {number} of {all}.",
        "Αλλαγές από bots, που δεν μέτρησαν σε όσα κάνουν οι άνθρωποι: {number} από τις {all}.",
    ),
    "note.wrong_clocks": (
        "Commits dated more than a day after they landed, by a wrong clock: {number}.",
        "Commits με ημερομηνία πάνω από μία μέρα μετά το merge τους, από λάθος ρολόι: {number}.",
    ),
    "note.imported_history": (
        "On {day}, {number} of {all} changes landed: history was imported or rewritten then, so times are doubtful.",
        "Στις {day} μπήκαν {number} από τις {all} αλλαγές: τότε έγινε import ή ξαναγράφτηκε το ιστορικό, και οι χρόνοι "
        "είναι αμφίβολοι.",
    ),
    "note.nothing_since": (
        "Nothing has landed since {day}, {days} days before the end: an old clone, or a project that ended. With an "
        "earlier day, --until measures how things were then.",
        "Τίποτα δεν έχει μπει από τις {day}, {days} μέρες πριν από το τέλος: παλιό clone, ή έργο που σταμάτησε. Με "
        "παλιότερη ημερομηνία, το --until μετρά πώς ήταν τότε.",
    ),
    "unit.days": ("{number} days", "{number} μέρες"),
    "unit.days_one": ("{number} day", "{number} μέρα"),
    "unit.commits": ("{number} commits", "{number} commits"),
    "unit.commits_one": ("{number} commit", "{number} commit"),
    "unit.changes": ("{number} changes", "{number} αλλαγές"),
    "unit.changes_one": ("{number} change", "{number} αλλαγή"),
    "unit.files": ("{number} files", "{number} αρχεία"),
    "unit.files_one": ("{number} file", "{number} αρχείο"),
    "unit.people": ("{number} people", "{number} άτομα"),
    "unit.people_one": ("{number} person", "{number} άτομο"),
    "unit.share": ("{number}%", "{number}%"),
    "unit.share_one": ("{number}%", "{number}%"),
    "unit_name.days": ("days", "μέρες"),
    "unit_name.commits": ("commits", "commits"),
    "unit_name.changes": ("changes", "αλλαγές"),
    "unit_name.files": ("files", "αρχεία"),
    "unit_name.people": ("people", "άτομα"),
    "unit_name.share": ("share, from 0 to 1", "ποσοστό, από 0 έως 1"),
    "counted.releases": ("{number} releases", "{number} εκδόσεις"),
    "counted.releases_one": ("{number} release", "{number} έκδοση"),
    "counted.commits": ("{number} commits", "{number} commits"),
    "counted.commits_one": ("{number} commit", "{number} commit"),
    "counted.changes": ("{number} changes", "{number} αλλαγές"),
    "counted.changes_one": ("{number} change", "{number} αλλαγή"),
    "counted.files": ("{number} files", "{number} αρχεία"),
    "counted.files_one": ("{number} file", "{number} αρχείο"),
}
"""English and Greek, side by side. A measure's name, unit, reason or note is the key's second part."""
