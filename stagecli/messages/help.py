"""The texts of `--help` and of completion, by the command and the flag that they explain.

Not searched by `message`: only `stagecli.cli.help` reads them, when help is shown.
"""

from stagecli.messages.help_history import HISTORY
from stagecli.messages.help_observe import OBSERVE

_AUTHORS = "Οι εντολές model είναι για όσους γράφουν κλίμακες και η βοήθειά τους είναι στα αγγλικά."
TEXTS: dict[str, tuple[str, str]] = {
    # stagecli
    "stagecli": (
        "Place a business on a ladder of stages from what it answers, and say how to reach the next one.",
        "Δείχνει σε ποιο στάδιο μιας κλίμακας βρίσκεται μια επιχείρηση, σύμφωνα με τις απαντήσεις της, και πώς "
        "θα φτάσει στο επόμενο.",
    ),
    "exit codes": (
        "Exit codes: 0 done; 1 error; 2 wrong usage, or a bad model or answers; 3 below --fail-under; "
        "4 confidence below --min-confidence; 5 batch done, with rejected rows; 129, 130 or 143 "
        "interrupted: by hang-up, Ctrl-C or SIGTERM.",
        "Κωδικοί εξόδου: 0 όλα καλά· 1 σφάλμα· 2 λάθος στην εντολή, στην κλίμακα ή στις απαντήσεις· 3 κάτω από το "
        "--fail-under· 4 βεβαιότητα κάτω από το --min-confidence· 5 η batch τελείωσε, αλλά απορρίφθηκαν γραμμές· "
        "129, 130 ή 143 διακοπή: έκλεισε το τερματικό, Ctrl-C ή SIGTERM.",
    ),
    "--version": ("Show the version.", "Δείχνει την έκδοση."),
    "Install completion for the current shell.": (
        "Install completion for the current shell.",
        "Εγκαθιστά τη συμπλήρωση με Tab στο τερματικό σας.",
    ),
    "Show completion for the current shell, to copy it or customize the installation.": (
        "Show completion for the current shell, to copy it or customize the installation.",
        "Δείχνει τον κώδικα της συμπλήρωσης με Tab, για να τον αντιγράψετε ή να τον προσαρμόσετε.",
    ),
    "Show this message and exit.": ("Show this message and exit.", "Δείχνει αυτή τη βοήθεια."),
    "model": ("Work on model files.", _AUTHORS),
    "model (short)": ("Work on model files.", "Για όσους γράφουν κλίμακες, στα αγγλικά."),
    "in English": ("", _AUTHORS),
    # What several commands share
    "--model": (
        "The ladder: a model file or a bundled name. Default: STAGECLI_MODEL, else social-media.",
        "Η κλίμακα: ένα αρχείο ή το όνομα μιας έτοιμης. Αν λείπει: STAGECLI_MODEL, αλλιώς social-media.",
    ),
    "--lang": (
        "Language. Default: STAGECLI_LANG, else the locale's, else en.",
        "Η γλώσσα. Αν λείπει: STAGECLI_LANG, αλλιώς του συστήματος, αλλιώς en.",
    ),
    "--output": (
        "Write the result to a file, whole or not at all.",
        "Γράφει το αποτέλεσμα σε αρχείο, ολόκληρο ή καθόλου.",
    ),
    "--format": (
        "Default: by the ending of -o, else text.",
        "Η μορφή. Αν λείπει: κατά την κατάληξη του -o, αλλιώς text.",
    ),
    "--by": (
        "From whom: a name to show on pages.",
        "Από ποιον: ένα όνομα που φαίνεται στις σελίδες.",
    ),
    "--map": (
        "Which signal a column answers; nothing after = for none. May be repeated.",
        "Σε ποια ερώτηση απαντά μια στήλη· αν μετά το = δεν υπάρχει τίποτα, σε καμία. Δίνεται και πολλές φορές.",
    ),
    "--mapping": (
        "What headings and cells mean, in a file that batch --write-mapping proposes. Flags win over it.",
        "Ένα αρχείο που λέει τι σημαίνουν οι στήλες και τα κελιά· προτείνεται από το batch --write-mapping. "
        "Οι επιλογές της εντολής υπερισχύουν.",
    ),
    "--encoding": (
        "Of delimited text, such as cp1253 for Greek Windows. Default: utf-8.",
        "Η κωδικοποίηση ενός πίνακα σε κείμενο, όπως cp1253 για ελληνικά Windows. Αν λείπει: utf-8.",
    ),
    "--date-format": (
        "What comes first in dates such as 03/04/2026: day, month or year.",
        "Τι είναι πρώτο σε ημερομηνίες όπως 03/04/2026: ημέρα (dmy), μήνας (mdy) ή έτος (ymd).",
    ),
    "--delimiter": (
        "Between the cells of delimited text, such as ';' or tab. Default: found out.",
        "Τι χωρίζει τα κελιά ενός πίνακα σε κείμενο, όπως ';' ή tab. Αν λείπει, το βρίσκει μόνο του.",
    ),
    "--header-row": (
        "The line or row with the columns' names. Default: the first that is not empty.",
        "Η γραμμή με τα ονόματα των στηλών. Αν λείπει: η πρώτη που δεν είναι κενή.",
    ),
    "--sheet": (
        "Of a workbook. Default: the first visible one that is not empty.",
        "Το φύλλο ενός αρχείου Excel. Αν λείπει: το πρώτο ορατό που δεν είναι κενό.",
    ),
    "--db": (
        "The history file. Default: STAGECLI_DB, else one in the user's data folder.",
        "Το αρχείο του ιστορικού. Αν λείπει: STAGECLI_DB, αλλιώς ένα στον φάκελο δεδομένων του χρήστη.",
    ),
    "--spreadsheet-safe": (
        "Guard text that a spreadsheet would execute.",
        "Προστατεύει από κείμενα που ένα υπολογιστικό φύλλο θα εκτελούσε.",
    ),
    # assess
    "assess": (
        "Find the stage of one subject, and what to do to reach the next.\n\n"
        "In a terminal, what is still worth asking is asked. Answer with the flags of the signals, with an answers "
        "file, or both: flags win. A value is an option's id, its label in any language, a number where one is asked "
        "for, or dont_know. What you leave out does not count for or against a stage.",
        "Βρίσκει το στάδιο μιας επιχείρησης και τι χρειάζεται για να φτάσει στο επόμενο.\n\n"
        "Σε τερματικό ρωτά όσα αξίζει ακόμη να ρωτηθούν. Απαντήστε με τις παρακάτω επιλογές, μία για κάθε "
        "ερώτηση, με ένα αρχείο απαντήσεων ή και με τα δύο: οι επιλογές υπερισχύουν. Δίνετε τον κωδικό μιας "
        "απάντησης, τη διατύπωσή της σε οποιαδήποτε γλώσσα, έναν αριθμό, όπου ζητείται, ή dont_know. "
        "Ό,τι παραλείπετε δεν μετρά ούτε υπέρ ούτε κατά.",
    ),
    "assess (short)": (
        "Find the stage of one subject, and what to do next.",
        "Βρίσκει το στάδιο μιας επιχείρησης και το επόμενο βήμα.",
    ),
    "assess --answers": (
        "Answers from a file, or from standard input: YAML or JSON, an earlier result, or what a questionnaire "
        "returned, also as a saved mail.",
        "Απαντήσεις από αρχείο ή από την τυπική είσοδο: YAML ή JSON, παλαιότερο αποτέλεσμα ή ό,τι επέστρεψε ένα "
        "ερωτηματολόγιο, ακόμη και ως αποθηκευμένο mail.",
    ),
    "assess --name": ("Who is assessed; shown in the result.", "Για ποιον είναι: φαίνεται στο αποτέλεσμα."),
    "assess --output": (
        "Write the result to a file, whole or not at all. May be repeated, as in -o a.html -o a.json.",
        "Γράφει το αποτέλεσμα σε αρχείο, ολόκληρο ή καθόλου. Δίνεται και πολλές φορές: -o a.html -o a.json.",
    ),
    "assess --open": (
        "Show the result as a page in the browser.",
        "Ανοίγει το αποτέλεσμα ως σελίδα στον browser.",
    ),
    "assess --explain": (
        "Show all steps, and what each answer did.",
        "Δείχνει όλα τα βήματα και τι έκανε κάθε απάντηση.",
    ),
    "assess --all": ("In a terminal: ask every question.", "Σε τερματικό ρωτά όλες τις ερωτήσεις."),
    "assess --resume": ("Go on with an unfinished interview.", "Συνεχίζει ένα μισοτελειωμένο ερωτηματολόγιο."),
    "assess --no-input": ("Never ask, also in a terminal.", "Δεν ρωτά ποτέ τίποτα, ούτε σε τερματικό."),
    "assess --min-confidence": (
        "Exit with 4 if the confidence is below P, from 0 to 1.",
        "Κωδικός εξόδου 4 αν η βεβαιότητα είναι κάτω από P, από 0 έως 1.",
    ),
    "assess --fail-under": (
        "Exit with 3 if the stage is below this one (number, id or name).",
        "Κωδικός εξόδου 3 αν το στάδιο είναι κάτω από αυτό (αριθμός, κωδικός ή όνομα).",
    ),
    "assess --save": (
        "Save it in the history; needs a name.",
        "Αποθηκεύει το αποτέλεσμα στο ιστορικό· χρειάζεται και όνομα.",
    ),
    "assess --date": (
        "When it was answered, such as 2026-01-31. Default: now.",
        "Πότε δόθηκαν οι απαντήσεις, όπως 2026-01-31. Αν λείπει: τώρα.",
    ),
    "assess --template": ("Print an answers file to fill in.", "Δίνει ένα αρχείο απαντήσεων για συμπλήρωση."),
    # batch
    "batch": (
        "Find the stage of many subjects, one a row, and what each should do next.\n\n"
        "INPUT is CSV, TSV, semicolon-separated, JSON Lines, a JSON array, a YAML list, Parquet or XLSX, also as .gz "
        "or .zst; - is standard input. Columns are found by the id of a signal or by its question; all others are "
        "carried through. A folder of returned answers, or several such files, is read as a table with a row for each "
        "file. With --template, INPUT is the format of a sheet to fill in: csv, xlsx, jsonl or yaml; or form, for the "
        "questions as text to paste into a form builder.",
        "Βρίσκει το στάδιο πολλών επιχειρήσεων, μία σε κάθε γραμμή, και το επόμενο βήμα της καθεμιάς.\n\n"
        "Το INPUT είναι CSV (με κόμμα ή ; ανάμεσα στα κελιά), TSV, JSON Lines, λίστα JSON ή YAML, Parquet ή "
        "XLSX, ακόμη και συμπιεσμένα σε .gz ή .zst· το - είναι η τυπική είσοδος. Οι στήλες αναγνωρίζονται από τον "
        "κωδικό ή τη διατύπωση μιας ερώτησης· οι υπόλοιπες περνούν στο αποτέλεσμα όπως είναι. Ένας φάκελος με "
        "απαντήσεις που επέστρεψαν, ή μερικά τέτοια αρχεία, διαβάζονται ως πίνακας με μία γραμμή για κάθε αρχείο. Με "
        "--template το INPUT είναι η μορφή ενός φύλλου για συμπλήρωση: csv, xlsx, jsonl ή yaml· ή form, για τις "
        "ερωτήσεις ως κείμενο που επικολλάτε σε μια υπηρεσία για φόρμες.",
    ),
    "batch (short)": (
        "Find the stages of many subjects, from a table to a table.",
        "Βρίσκει τα στάδια πολλών επιχειρήσεων, από πίνακα σε πίνακα.",
    ),
    "batch --output": (
        "Write to a file, whole or not at all. Default: standard output.",
        "Γράφει σε αρχείο, ολόκληρο ή καθόλου. Αν λείπει: στην τυπική έξοδο.",
    ),
    "batch --format": (
        "Default: by the ending of OUT, else csv.",
        "Η μορφή. Αν λείπει: κατά την κατάληξη του OUT, αλλιώς csv.",
    ),
    "batch --id": (
        "The column that names the subject; repeated ones are reported.",
        "Η στήλη με το όνομα κάθε επιχείρησης· όσα επαναλαμβάνονται αναφέρονται.",
    ),
    "batch --date": (
        "When it was answered: the column that says it, or one day for all. Default: now.",
        "Πότε δόθηκαν οι απαντήσεις: η στήλη που το λέει ή μία ημέρα για όλους. Αν λείπει: τώρα.",
    ),
    "batch --write-mapping": (
        "Propose a mapping file to edit, and stop: which column answers what, which cells are unclear.",
        "Προτείνει ένα αρχείο αντιστοίχισης για να το διορθώσετε και σταματά: ποια στήλη απαντά σε τι, ποια κελιά "
        "δεν είναι ξεκάθαρα.",
    ),
    "batch --bad-answers": (
        "What a cell that is no answer does to its row. Default: reject.",
        "Τι γίνεται με ένα κελί που δεν είναι απάντηση: reject απορρίπτει τη γραμμή του, blank το μετρά ως κενό. "
        "Αν λείπει: reject.",
    ),
    "batch --full": (
        "Add posterior, evidence, surprises, all steps, the shortest way.",
        "Προσθέτει τις πιθανότητες όλων των σταδίων, τι έδειξε κάθε απάντηση, τα ασυνήθιστα, όλα τα βήματα και τον "
        "συντομότερο δρόμο.",
    ),
    "batch --rejects": (
        "Where rows go that cannot be read. Default: beside OUT; without OUT they are shown.",
        "Πού πηγαίνουν οι γραμμές που δεν διαβάζονται. Αν λείπει: δίπλα στο OUT· χωρίς OUT φαίνονται στην οθόνη.",
    ),
    "batch --on-error": (
        "What a row that cannot be read does. Default: continue.",
        "Τι γίνεται με μια γραμμή που δεν διαβάζεται: continue συνεχίζει, stop σταματά. Αν λείπει: continue.",
    ),
    "batch --max-rejects": (
        "Stop, and write nothing, at more than N rejects.",
        "Αν απορριφθούν πάνω από N γραμμές, σταματά χωρίς να γράψει τίποτα.",
    ),
    "batch --fail-under": (
        "Exit with 3 if a row is below this stage (number, id or name).",
        "Κωδικός εξόδου 3 αν μια γραμμή είναι κάτω από αυτό το στάδιο (αριθμός, κωδικός ή όνομα).",
    ),
    "batch --resume": ("Go on with an interrupted run.", "Συνεχίζει μια εκτέλεση που διακόπηκε."),
    "batch --engine": (
        "How rows are scored. Default: auto.",
        "Πώς υπολογίζονται οι γραμμές: stream και columnar σε αυτόν τον υπολογιστή, spark σε πολλούς μαζί. "
        "Αν λείπει: auto.",
    ),
    "batch --spark-conf": (
        "A setting of Spark's, for --engine spark. May be repeated.",
        "Μια ρύθμιση του Spark, για το --engine spark. Δίνεται και πολλές φορές.",
    ),
    "batch --report": (
        "Write the portfolio as a page, .html or .md: where all stand, and who stands out. Needs -o.",
        "Γράφει τη συνολική εικόνα ως σελίδα, .html ή .md: πού βρίσκονται όλοι και ποιοι ξεχωρίζουν. Χρειάζεται το -o.",
    ),
    "batch --pages": (
        "Write a page for each subject, and the portfolio that links to them. Needs -o, and --id.",
        "Γράφει μία σελίδα για κάθε επιχείρηση και τη συνολική εικόνα με συνδέσμους προς αυτές. Χρειάζεται το -o και "
        "το --id.",
    ),
    "batch --open": (
        "Show the report, or the pages, in the browser.",
        "Ανοίγει τη συνολική εικόνα ή τις σελίδες στον browser.",
    ),
    "batch --save": (
        "Save every assessment in the history, all or none. Needs -o, and --id for a table.",
        "Αποθηκεύει τις αξιολογήσεις στο ιστορικό, όλες ή καμία. Χρειάζεται το -o και, για πίνακα, το --id.",
    ),
    "batch --references": (
        "Of returned answers: the list by which their references name the subjects.",
        "Για απαντήσεις που επέστρεψαν: ο κατάλογος που λέει σε ποιον ανήκει ο κωδικός καθεμιάς.",
    ),
    "batch --trust-names": (
        "Of returned answers: believe the names that only the files claim.",
        "Για απαντήσεις που επέστρεψαν: δέχεται και ονόματα που μόνο τα ίδια τα αρχεία δηλώνουν.",
    ),
    "batch --summary": (
        "On standard error, at the end. Default: text.",
        "Η σύνοψη στο τέλος, στην έξοδο σφαλμάτων. Αν λείπει: text.",
    ),
    "batch --template": ("Write a sheet to fill in.", "Γράφει ένα φύλλο για συμπλήρωση."),
    # questionnaire
    "questionnaire": (
        "Write the interview as one page that anybody can open: on a phone, offline too.\n\n"
        "It asks as the terminal does, shows the same result, and hands the answers back in a form that assess and "
        "batch read.",
        "Γράφει το ερωτηματολόγιο ως μία σελίδα που την ανοίγει ο καθένας, ακόμη και σε κινητό ή χωρίς σύνδεση.\n\n"
        "Ρωτά ό,τι και το τερματικό, δείχνει το ίδιο αποτέλεσμα και επιστρέφει τις απαντήσεις όπως τις διαβάζουν η "
        "assess και η batch.",
    ),
    "questionnaire (short)": (
        "Write the interview as one page to send.",
        "Γράφει το ερωτηματολόγιο ως μία σελίδα για να τη στείλετε.",
    ),
    "questionnaire --output": (
        "The page; with --for, the folder of the pages.",
        "Η σελίδα· με --for, ο φάκελος με τις σελίδες.",
    ),
    "questionnaire --lang": (
        "One language only. Default: all that both the ladder and the interface have.",
        "Μόνο μία γλώσσα. Αν λείπει: όσες έχουν και η κλίμακα και το πρόγραμμα.",
    ),
    "questionnaire --name": ("Who the page is for.", "Για ποιον είναι η σελίδα."),
    "questionnaire --intro": (
        "A text file for the page's first view; an empty line begins a paragraph.",
        "Ένα αρχείο με δικό σας κείμενο για την αρχή της σελίδας· μια κενή γραμμή αρχίζει νέα παράγραφο.",
    ),
    "questionnaire --result": (
        "How much of the result the page shows. Default: full.",
        "Πόσο από το αποτέλεσμα δείχνει η σελίδα: όλο (full), το στάδιο και τα πρώτα βήματα (brief) ή τίποτα (none). "
        "Αν λείπει: full.",
    ),
    "questionnaire --send": (
        "Where the mail goes that the page offers. Default: the sender chooses.",
        "Πού πηγαίνει το mail που προτείνει η σελίδα. Αν λείπει, διαλέγει όποιος το στέλνει.",
    ),
    "questionnaire --for": (
        "A table of clients: write a page for each into the folder of -o, and the list of who has which.",
        "Ένας πίνακας πελατών: γράφει μία σελίδα για τον καθένα στον φάκελο του -o και έναν κατάλογο που λέει ποια "
        "σελίδα έχει ο καθένας.",
    ),
    "questionnaire --id": (
        "The column of that table with the clients' names. Default: the first.",
        "Η στήλη του πίνακα με τα ονόματα των πελατών. Αν λείπει: η πρώτη.",
    ),
    "questionnaire --open": ("Show the page in the browser.", "Ανοίγει τη σελίδα στον browser."),
    # stages and guide
    "stages": (
        "Show the ladder, or one of its stages: what it is like, its typical answers, and its steps.",
        "Δείχνει την κλίμακα ή ένα από τα στάδιά της: πώς είναι, τι απαντούν συνήθως όσοι βρίσκονται εκεί και ποια "
        "είναι τα βήματα.",
    ),
    "stages (short)": ("Show the ladder, or one of its stages.", "Δείχνει την κλίμακα ή ένα από τα στάδιά της."),
    "stages STAGE": ("A stage by number, id or name.", "Ένα στάδιο: αριθμός, κωδικός ή όνομα."),
    "guide": (
        "Read the manual: without a topic, the list of guides.",
        "Δείχνει έναν οδηγό· χωρίς όνομα, τον κατάλογο με τους οδηγούς.",
    ),
    "guide (short)": ("Read the manual.", "Δείχνει τους οδηγούς χρήσης."),
    "guide TOPIC": ("A guide's name.", "Το όνομα ενός οδηγού."),
    **HISTORY,
    **OBSERVE,
}
"""English and Greek, side by side."""

SCAFFOLDING = {
    "Usage:": "Χρήση:",
    "Arguments:": "Ορίσματα:",
    "Options:": "Επιλογές:",
    "Commands:": "Εντολές:",
    "[OPTIONS]": "[ΕΠΙΛΟΓΕΣ]",
    "COMMAND [ARGS]...": "ΕΝΤΟΛΗ [ΟΡΙΣΜΑΤΑ]...",
    "[required]": "[απαραίτητο]",
}
"""What Typer itself prints around the texts, in Greek."""
