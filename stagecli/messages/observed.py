"""Messages about what was measured."""

TEXTS: dict[str, tuple[str, str | None]] = {
    # Files of measures
    "observed_starts_with": (
        "A file of measures has `contract: {contract}` and `measures`.",
        "Ένα αρχείο μετρήσεων έχει `contract: {contract}` και `measures`.",
    ),
    "no_day": ("'{given}' is no day", "το «{given}» δεν είναι ημερομηνία"),
    "day_as": ("Write it as 2026-01-31.", "Γράψτε την όπως εδώ: 2026-01-31."),
    "measured_apart": (
        "these measures were taken of one source among several, so no answers follow from them",
        "οι μετρήσεις αυτές είναι από μία πηγή ανάμεσα σε περισσότερες, γι’ αυτό δεν δίνουν απαντήσεις",
    ),
    "observe_one": (
        "Run `stagecli observe` for each source by itself.",
        "Εκτελέστε το `stagecli observe` για κάθε πηγή χωριστά.",
    ),
    "value_or_reason": (
        "a measure has either a value or a reason why it has none",
        "μια μέτρηση έχει ή τιμή ή τον λόγο που δεν υπάρχει τιμή",
    ),
    "give_value": ("Give `value`.", "Δώστε `value`."),
    "no_such_source": (
        "there is no such source: `sources` has {count}, counted from 0",
        "δεν υπάρχει τέτοια πηγή: το `sources` έχει {count}, με αρίθμηση από το 0",
    ),
    "never_says": ("'{name}' never says '{word}'", "το «{name}» δεν λέει ποτέ «{word}»"),
    "no_plain_number": (
        "'{given}' is no number of {unit}",
        "το «{given}» δεν είναι αριθμός σε {unit}",
    ),
    "ambiguous_measure": (
        "'{given}' may have thousands or decimals: write it without a separator, or with one or two decimals",
        "στο «{given}» δεν φαίνεται αν πρόκειται για χιλιάδες ή για δεκαδικά: γράψτε το χωρίς διαχωριστικό, ή με ένα ή "
        "δύο δεκαδικά",
    ),
    "measure_too_large": (
        "'{given}' is no number, or one too large to be a measure",
        "το «{given}» δεν είναι αριθμός, ή είναι υπερβολικά μεγάλος για μέτρηση",
    ),
    "measure_below": (
        "'{name}' is never below 0, as '{given}' is",
        "το «{name}» δεν είναι ποτέ κάτω από 0, όπως το «{given}»",
    ),
    "no_share": ("'{given}' is no share, which is from 0 to 1", "το «{given}» δεν είναι μερίδιο, δηλαδή από 0 έως 1"),
    "measured_in": (
        "'{name}' is in {unit}, not in {given}",
        "το «{name}» μετριέται σε {unit}, όχι σε {given}",
    ),
    # What was measured, in words
    "months_between": ("{first} to {last}", "{first} – {last}"),
    "month_names": (
        "January February March April May June July August September October November December",
        "Ιανουάριος Φεβρουάριος Μάρτιος Απρίλιος Μάιος Ιούνιος Ιούλιος Αύγουστος Σεπτέμβριος Οκτώβριος Νοέμβριος "
        "Δεκέμβριος",
    ),
    "word.git.ci_tests.change": ("on every change", "σε κάθε αλλαγή"),
    "word.git.ci_tests.schedule": ("at set times", "σε σταθερές ώρες"),
    "word.git.ci_tests.release": ("for a release", "σε κάθε έκδοση"),
    "word.git.release_path.change": ("every change", "κάθε αλλαγή"),
    "word.git.release_path.release": ("a tag or a release", "ένα tag ή μια έκδοση"),
    "word.git.release_path.hand": ("a person", "ένας άνθρωπος"),
    "word.git.release_path.schedule": ("a set time", "μια σταθερή ώρα"),
    "not_measurable": ("not measurable: {reason}", "δεν μετριέται: {reason}"),
    "measure_change": ("{title}: {before} → {after}", "{title}: {before} → {after}"),
    "marked_measured": ("{answer} (measured)", "{answer} (μετρήθηκε)"),
    "headline_otherwise": (
        "{headline}; {count} measures say otherwise",
        "{headline}· {count} μετρήσεις δείχνουν κάτι άλλο",
    ),
    "said_and_measured": ("Said and measured", "Τι ειπώθηκε και τι μετρήθηκε"),
    "said_otherwise": (
        "Said: {said}. Measured: {measured}. {evidence}. What was said counts. {ask}",
        "Ειπώθηκε: {said}. Μετρήθηκε: {measured}. {evidence}. Λαμβάνεται υπόψη ό,τι ειπώθηκε. {ask}",
    ),
    "said_otherwise_measured_counts": (
        "Said: {said}. Measured: {measured}. {evidence}. What was measured counts. {ask}",
        "Ειπώθηκε: {said}. Μετρήθηκε: {measured}. {evidence}. Λαμβάνεται υπόψη η μέτρηση. {ask}",
    ),
    "ask_measured": (
        "Does the source show all that the question is about?",
        "Φαίνονται στην πηγή όλα όσα αφορά η ερώτηση;",
    ),
    "ask.git.days_between_releases": (
        "Do all releases carry a tag?",
        "Μπαίνει tag σε κάθε έκδοση;",
    ),
    "ask.git.days_to_integrate": (
        "Is work begun elsewhere before it comes here?",
        "Ξεκινά η δουλειά αλλού, πριν έρθει εδώ;",
    ),
    "ask.git.changes_with_tests": (
        "Are there tests in another repository?",
        "Υπάρχουν τεστ σε άλλο repository;",
    ),
    "ask.git.ci_tests": (
        "Do the tests that count run elsewhere?",
        "Τρέχουν αλλού τα τεστ που έχουν σημασία;",
    ),
    "ask.git.release_path": (
        "Does this repository hold all that you release?",
        "Βγαίνουν όλες οι εκδόσεις σας από αυτό το repository;",
    ),
    "measured_not_counted": (
        "Measured, but not counted until somebody says the same, since it would rule out a stage or an answer: "
        "{question} {measured}",
        "Μετρήθηκε, αλλά δεν λαμβάνεται υπόψη αν δεν το πει και κάποιος, γιατί θα απέκλειε ένα στάδιο ή μια απάντηση: "
        "{question} {measured}",
    ),
    "measured_old": (
        "Measured too long ago to be counted: {question} {measured}",
        "Μετρήθηκε πριν από πολύ καιρό και δεν λαμβάνεται υπόψη: {question} {measured}",
    ),
    "measured_out_of_range": (
        "Measured, but no answer of this question: {question} {measured}",
        "Μετρήθηκε, αλλά δεν είναι απάντηση αυτής της ερώτησης: {question} {measured}",
    ),
    "measured": ("Measured", "Μετρήσεις"),
    "measure": ("Measure", "Μέτρηση"),
    "value": ("Value", "Τιμή"),
    "ladder_reads_none": (
        "This ladder reads none of these.",
        "Αυτή η κλίμακα δεν χρησιμοποιεί καμία από αυτές.",
    ),
    "measured_twice": (
        "Two files or sources measure '{name}'. Give one of them.",
        "Το «{name}» μετρήθηκε δύο φορές, από διαφορετικά αρχεία ή πηγές. Κρατήστε ένα.",
    ),
    "files_of_several": (
        "The answers files are about different subjects: {subjects}. Give those of one.",
        "Τα αρχεία απαντήσεων δεν είναι για τον ίδιο: {subjects}. Δώστε όσα είναι για έναν.",
    ),
    # The command
    "source_git": (
        "Measured of a git clone, {first} to {last}",
        "Μετρήσεις από ένα git clone, {first} – {last}",
    ),
    "observed_or": (
        "{answer} (or, which looks the same: {others})",
        "{answer} (ή, που δεν ξεχωρίζει: {others})",
    ),
    "observed_unfit": ("no answer of this question", "δεν είναι απάντηση αυτής της ερώτησης"),
    "observed_unseen": ("What cannot be seen there", "Τι δεν φαίνεται εκεί"),
    "observed_no_trace": (
        "These leave no trace that a program could read:",
        "Για τα παρακάτω δεν μένουν ίχνη που να διαβάζει ένα πρόγραμμα:",
    ),
    "observed_elsewhere": ("shows in other sources", "φαίνεται σε άλλες πηγές"),
    "observed_rest": ("Also measured", "Άλλες μετρήσεις"),
    "observed_notes": ("To know of these numbers", "Για τους αριθμούς αυτούς"),
    "all_measures": ("All measures", "Όλες οι μετρήσεις"),
    "says_numbers": ("number: {unit}", "αριθμός: {unit}"),
    "says_words": ("word: {words}", "λέξη: {words}"),
    "needs": ("Needs: {what}", "Χρειάζεται: {what}"),
    "measured_each_apart": (
        "Clones are measured each by itself, so no answers follow from several. Type one of these:",
        "Κάθε clone μετριέται χωριστά, γι’ αυτό από πολλά μαζί δεν βγαίνουν απαντήσεις. Πληκτρολογήστε ένα από αυτά:",
    ),
    "sources_apart": (
        "Clones are measured each by itself. Give one with --observe.",
        "Κάθε clone μετριέται χωριστά. Δώστε ένα με το --observe.",
    ),
    "no_rule_reads": (
        "The ladder '{model}' reads none of these measures.",
        "Η κλίμακα «{model}» δεν χρησιμοποιεί καμία από αυτές τις μετρήσεις.",
    ),
    "no_rule_reads_but": (
        "The ladder '{model}' reads none of these measures; --model {names} does.",
        "Η κλίμακα «{model}» δεν χρησιμοποιεί καμία από αυτές τις μετρήσεις· με --model {names} βγαίνουν απαντήσεις.",
    ),
    "no_source": (
        "Name what to measure: the folder of a git clone. `stagecli guide observe` says more.",
        "Πείτε τι να μετρηθεί: τον φάκελο ενός git clone. Περισσότερα: `stagecli guide observe`.",
    ),
    "source_is_url": (
        "'{source}' is an address, and nothing is fetched. Clone it first: git clone {source}",
        "Το «{source}» είναι διεύθυνση, και τίποτα δεν κατεβαίνει μόνο του. Κλωνοποιήστε το πρώτα: git clone {source}",
    ),
    "no_such_source_here": (
        "There is no folder '{source}'.",
        "Δεν υπάρχει φάκελος «{source}».",
    ),
    "unit_name.days": ("days", "μέρες"),
    "unit_name.commits": ("commits", "commits"),
    "unit_name.changes": ("changes", "αλλαγές"),
    "unit_name.files": ("files", "αρχεία"),
    "unit_name.people": ("people", "άτομα"),
    "unit_name.share": ("share, from 0 to 1", "μερίδιο, από 0 έως 1"),
    # Tables
    "plain_number_hint": (
        "A measure is a bare number, such as 20 or 0.5.",
        "Μια μέτρηση είναι σκέτος αριθμός, όπως 20 ή 0,5.",
    ),
    "two_columns_one_measure": (
        "{file}: the columns '{one}' and '{other}' both hold the measure '{measure}'. Rename one, or leave it out with "
        "--map '{other}='.",
        "{file}: οι στήλες «{one}» και «{other}» έχουν και οι δύο τη μέτρηση «{measure}». Μετονομάστε τη μία ή αφήστε "
        "την έξω με --map '{other}='.",
    ),
    "returned_joined": (
        "Files of measures that were laid beside answers: {count}: {names}.",
        "Αρχεία μετρήσεων που μπήκαν δίπλα σε απαντήσεις: {count}: {names}.",
    ),
    "returned_measures_old": (
        "Files of measures more than 90 days older than the answers, so that they do not count: {count}: {names}.",
        "Αρχεία μετρήσεων πάνω από 90 μέρες παλιότερα από τις απαντήσεις, που δεν λαμβάνονται υπόψη: {count}: {names}.",
    ),
    # Rules of a ladder
    "rule_if": ("Measured: {conditions} → {then}", "Μέτρηση: {conditions} → {then}"),
    "rule_number": ("Measured: {measure} is the number", "Μέτρηση: ο αριθμός είναι «{measure}»"),
    "rule_answer": ("{answer}", "{answer}"),
    "rule_or": ("{answer}, or what looks the same: {others}", "{answer} ή ό,τι δεν ξεχωρίζει: {others}"),
    "rule_is": ("({words})", "({words})"),
    "rule_from": ("from {bound}", "από {bound}"),
    "rule_below": ("below {bound}", "κάτω από {bound}"),
}
