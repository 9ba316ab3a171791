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
        "no answers follow from these measures: they are of one source among several, or of a person's account",
        "από αυτές τις μετρήσεις δεν βγαίνουν απαντήσεις: είναι μίας πηγής ανάμεσα σε περισσότερες, ή προσωπικού "
        "λογαριασμού",
    ),
    "observe_one": (
        "Run `stagecli observe` for each source by itself.",
        "Εκτελέστε το `stagecli observe` για κάθε πηγή χωριστά.",
    ),
    "observe_as_business": (
        "If the account is the business's own, run `stagecli observe` with --kind {kind}.",
        "Αν ο λογαριασμός είναι της επιχείρησης, εκτελέστε το `stagecli observe` με --kind {kind}.",
    ),
    "value_or_reason": (
        "a measure has either a value or a reason why it has none",
        "μια μέτρηση έχει ή τιμή ή τον λόγο που δεν υπάρχει τιμή",
    ),
    "give_value": ("Give one of them.", "Δώστε ένα από τα δύο."),
    "no_such_source": (
        "there is no such source: `sources` has {count}, counted from 0",
        "δεν υπάρχει τέτοια πηγή: το `sources` έχει {count}, με αρίθμηση από το 0",
    ),
    "never_says": ("'{name}' never says '{word}'", "το «{word}» δεν είναι από τις λέξεις του «{name}»"),
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
    "word.git.release_path.release": ("a tag or a release", "ένα tag ή ένα release"),
    "word.git.release_path.hand": ("a person", "ένας άνθρωπος"),
    "word.git.release_path.schedule": ("a set time", "μια σταθερή ώρα"),
    "not_measurable": ("not measurable: {reason}", "δεν μετριέται ({reason})"),
    "measure_change": ("{title}: {before} → {after}", "{title}: {before} → {after}"),
    "marked_measured": ("{answer} (measured)", "{answer} (μετρήθηκε)"),
    "headline_otherwise": (
        "{headline}; {count} measures say otherwise",
        "{headline}· {count} μετρήσεις δεν συμφωνούν με όσα λέτε",
    ),
    "said_and_measured": ("Said and measured", "Τι λέτε και τι μετρήθηκε"),
    "said": ("Said:", "Εσείς λέτε:"),
    "measured_to_be": ("Measured:", "Η μέτρηση λέει:"),
    "said_counts": ("What was said counts.", "Υπολογίζεται η δική σας απάντηση."),
    "measured_counts": ("What was measured counts.", "Υπολογίζεται η μέτρηση."),
    "said_counts_after_all": (
        "What was said counts all the same, since the measure would rule out a stage or an answer.",
        "Υπολογίζεται πάντως η δική σας απάντηση, γιατί η μέτρηση θα απέκλειε ένα στάδιο ή μια απάντηση.",
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
        "Μήπως η δουλειά ξεκινά αλλού και έρχεται εδώ αργότερα;",
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
        "Μετρήθηκε, αλλά θα υπολογιστεί μόνο αν το πει και κάποιος από εσάς, γιατί θα απέκλειε ένα στάδιο ή μια "
        "απάντηση: {question} {measured}",
    ),
    "measured_old": (
        "Measured too long ago to be counted: {question} {measured}",
        "Παλιά μέτρηση, δεν λαμβάνεται υπόψη: {question} {measured}",
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
        "Two files or sources measure '{name}'. Give one of them; exports are measured together by one "
        "`stagecli observe`.",
        "Το «{name}» μετρήθηκε δύο φορές, από διαφορετικά αρχεία ή πηγές. Κρατήστε ένα· πολλές εξαγωγές μαζί μετρά ένα "
        "`stagecli observe`.",
    ),
    "files_of_several": (
        "The answers files are about different subjects: {subjects}. Give those of one.",
        "Τα αρχεία απαντήσεων δεν είναι για τον ίδιο: {subjects}. Δώστε όσα είναι για έναν.",
    ),
    # The command
    "source_git": (
        "Measured in a git clone, {first} to {last}",
        "Τι δείχνει το git clone, {first} – {last}",
    ),
    "observed_or": (
        "{answer} (or, which looks the same: {others})",
        "{answer} (ή, χωρίς να φαίνεται η διαφορά: {others})",
    ),
    "apart": (";", "·"),
    "observed_unfit": ("no answer of this question", "δεν είναι απάντηση αυτής της ερώτησης"),
    "source_export": (
        "Measured in an export of {kind}, {first} to {last}",
        "Τι δείχνει η εξαγωγή από {kind}, {first} – {last}",
    ),
    "source_export_undated": (
        "An export of {kind}",
        "Εξαγωγή από {kind}",
    ),
    "source_table": (
        "Measured in a table of posts, {first} to {last}",
        "Τι δείχνει ο πίνακας αναρτήσεων, {first} – {last}",
    ),
    "source_table_undated": ("A table of posts", "Πίνακας αναρτήσεων"),
    "sources_together": ("What the {count} sources say together", "Τι δείχνουν οι {count} πηγές μαζί"),
    "source_is_personal": (
        "This is a person's export, not a business's, so no answers follow from it. If the account is the business's "
        "own, type `stagecli observe` with --kind {kind} and -o measured.yaml, and give that file with --answers.",
        "Η εξαγωγή είναι προσωπικού λογαριασμού, όχι επιχείρησης, γι’ αυτό δεν βγαίνουν απαντήσεις. Αν ο λογαριασμός "
        "είναι της επιχείρησης, εκτελέστε το `stagecli observe` με --kind {kind} και -o measured.yaml και δώστε το "
        "αρχείο αυτό με --answers.",
    ),
    "source_undated": (
        "Nothing in the export says when it was made, and all is counted back from then. Say when you asked for it: "
        "`stagecli observe {source} --until 2026-01-31 -o measured.yaml`, and give that file with --answers.",
        "Τίποτα στην εξαγωγή δεν λέει πότε έγινε, και όλα μετρούν από τότε προς τα πίσω. Πείτε πότε τη ζητήσατε: "
        "`stagecli observe {source} --until 2026-01-31 -o measured.yaml`, και δώστε το αρχείο αυτό με --answers.",
    ),
    "only_of_clones": (
        "{option} is for git clones, and '{source}' is none. Leave it out.",
        "Το {option} είναι μόνο για git clones, και το «{source}» δεν είναι. Αφαιρέστε το.",
    ),
    "observed_unseen": ("What cannot be seen there", "Τι δεν φαίνεται εκεί"),
    "observed_no_trace": (
        "These leave no trace that a program could read:",
        "Τα παρακάτω δεν αφήνουν ίχνη που να μπορεί να τα διαβάσει ένα πρόγραμμα:",
    ),
    "observed_between": (
        "not clear from this, so it is asked: {values}",
        "δεν είναι ξεκάθαρο, γι’ αυτό γίνεται ερώτηση: {values}",
    ),
    "observed_not_in_busiest": (
        "the account with most posts does not show it",
        "ο λογαριασμός με τις περισσότερες αναρτήσεις δεν το δείχνει",
    ),
    "observed_nothing": ("Nothing was measured", "Δεν μετρήθηκε τίποτα"),
    "observed_elsewhere": ("can be seen in other sources", "φαίνεται σε άλλες πηγές"),
    "observed_rest": ("Also measured", "Άλλες μετρήσεις"),
    "observed_notes": ("About these numbers", "Τι να προσέξετε στους αριθμούς"),
    "all_measures": ("All measures", "Όλες οι μετρήσεις"),
    "says_numbers": ("number: {unit}", "αριθμός: {unit}"),
    "says_words": ("word: {words}", "λέξη: {words}"),
    "needs": ("Needs: {what}", "Χρειάζεται: {what}"),
    "measured_each_apart": (
        "Clones are measured each by itself, so no answers follow from several. Type one of these:",
        "Κάθε clone μετριέται χωριστά, γι’ αυτό όταν δίνετε πολλά μαζί δεν βγαίνουν απαντήσεις. Δώστε ένα κάθε φορά:",
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
        "Name what to measure: an account's export, or the folder of a git clone. `stagecli guide observe` says more.",
        "Δώστε τι να μετρηθεί: την εξαγωγή ενός λογαριασμού ή τον φάκελο ενός git clone. Περισσότερα: `stagecli guide "
        "observe`.",
    ),
    "source_is_url": (
        "'{source}' is an address, and nothing is fetched. Clone it first: git clone {source}",
        "Το «{source}» είναι διεύθυνση, και το stagecli δεν κατεβάζει τίποτα. Κάντε πρώτα clone: git clone {source}",
    ),
    "no_such_source_here": (
        "There is no file or folder '{source}'.",
        "Δεν υπάρχει αρχείο ή φάκελος «{source}».",
    ),
    # Tables
    "plain_number_hint": (
        "A measure is a bare number, such as 20 or 0.5.",
        "Γράψτε μόνο τον αριθμό, π.χ. 20 ή 0,5.",
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
    "ask_less.git.days_between_releases": ("Is every tag a release?", "Είναι έκδοση κάθε tag;"),
    "measures_do_not_count": (
        "Nothing was said, and nothing that was measured counts: {why}. Answer at least one question.",
        "Δεν απαντήθηκε τίποτα, και καμία μέτρηση δεν λαμβάνεται υπόψη: {why}. Απαντήστε σε μία τουλάχιστον ερώτηση.",
    ),
    "why_not_old": (
        "it was measured more than 90 days before (--date gives the day of the assessment)",
        "έγινε πάνω από 90 μέρες πριν (με --date δίνετε την ημέρα της αξιολόγησης)",
    ),
    "why_not_not_counted": (
        "it would rule out a stage or an answer, which only somebody's word does",
        "θα απέκλειε ένα στάδιο ή μια απάντηση, κάτι που γίνεται μόνο αν το πει κάποιος",
    ),
    "why_not_out_of_range": (
        "it is out of what the questions take",
        "είναι έξω από όσα δέχονται οι ερωτήσεις",
    ),
    "why_not_unread": (
        "no rule of this ladder gives an answer from it",
        "κανένας κανόνας αυτής της κλίμακας δεν βγάζει απάντηση",
    ),
    "no_such_path": (
        "--path: there is no directory '{path}' in the newest commit. Name it from the top of the repository.",
        "--path: δεν υπάρχει φάκελος «{path}» στο τελευταίο commit. Δώστε τον από την αρχή του repository.",
    ),
    "source_of": ("{heading} ({number} of {count})", "{heading} ({number} από {count})"),
    "measured_not_applicable": (
        "Measured, but other answers say that it does not apply: {question} {measured}",
        "Μετρήθηκε, αλλά από άλλες απαντήσεις φαίνεται ότι η ερώτηση δεν έχει θέση εδώ: {question} {measured}",
    ),
    "measured_outside": (
        "{signal}: some measured numbers are none that the question takes, so they give no answer.",
        "{signal}: κάποιοι αριθμοί που μετρήθηκαν είναι έξω από όσα δέχεται η ερώτηση και δεν δίνουν απάντηση.",
    ),
}
