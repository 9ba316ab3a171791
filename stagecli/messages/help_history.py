"""The texts of `stagecli history --help`, and of its commands'."""

HISTORY: dict[str, tuple[str, str]] = {
    "history": ("Look at assessments that were saved.", "Δείχνει τις αποθηκευμένες αξιολογήσεις."),
    "history WHO": ("A subject, by the name it was saved under.", "Το όνομα με το οποίο έγινε η αποθήκευση."),
    "history list": (
        "List subjects with their latest stage, trend and date.",
        "Ο κατάλογος: όνομα, τελευταίο στάδιο, τάση και ημερομηνία.",
    ),
    "history list --all": ("All of them, not only the last 50.", "Όλα τα ονόματα, όχι μόνο τα 50 τελευταία."),
    "history show": (
        "Show the climb of a subject: its stages over time, and what changed each time.\n\n"
        "As a page, with -o FILE.html, it is the last result with the climb. --all --pages FOLDER writes such a page "
        "for everybody, and the portfolio that links to them.",
        "Δείχνει την πορεία μιας επιχείρησης: τα στάδιά της με τον καιρό και τι άλλαξε κάθε φορά.\n\n"
        "Ως σελίδα, με -o FILE.html, είναι το τελευταίο αποτέλεσμα μαζί με την πορεία. Με --all --pages FOLDER "
        "γράφεται μία τέτοια σελίδα για τον καθένα και η συνολική εικόνα με συνδέσμους προς αυτές.",
    ),
    "history show (short)": ("Show the climb of a subject.", "Δείχνει την πορεία μιας επιχείρησης."),
    "history show --all": (
        "All assessments, not only the last 20; with --pages, everybody.",
        "Όλες οι αξιολογήσεις, όχι μόνο οι 20 τελευταίες· με --pages, όλες οι επιχειρήσεις.",
    ),
    "history show --pages": (
        "With --all: write a page for everybody.",
        "Μαζί με --all: γράφει μία σελίδα για τον καθένα.",
    ),
    "history compare": (
        "Say what changed between two assessments of a subject: answers, steps done, and what is the ladder's doing."
        "\n\n"
        "FROM and TO are numbers, 1 for the oldest, or days such as 2026-01-31, for the last one by then, or `last`. "
        "Without them, the last two are compared.",
        "Δείχνει τι άλλαξε ανάμεσα σε δύο αξιολογήσεις μιας επιχείρησης: ποιες απαντήσεις, ποια βήματα έγιναν και τι "
        "οφείλεται στην κλίμακα.\n\n"
        "Τα FROM και TO είναι αριθμοί, με 1 την παλαιότερη, ή ημέρες όπως 2026-01-31, για την τελευταία ως τότε, ή "
        "last. Χωρίς αυτά συγκρίνονται οι δύο τελευταίες.",
    ),
    "history compare (short)": (
        "Say what changed between two assessments.",
        "Δείχνει τι άλλαξε ανάμεσα σε δύο αξιολογήσεις.",
    ),
    "history report": (
        "Say where everybody stands, who moved, and what moved them.\n\n"
        "With --since, each subject's last assessment before that day is compared with its last one from then on. "
        "Without it, the last two of each are compared.",
        "Δείχνει πού βρίσκονται όλοι, ποιοι άλλαξαν στάδιο και γιατί.\n\n"
        "Με --since συγκρίνεται η τελευταία αξιολόγηση του καθενός πριν από εκείνη την ημέρα με την τελευταία από "
        "εκεί και πέρα. Χωρίς αυτό συγκρίνονται οι δύο τελευταίες του καθενός.",
    ),
    "history report (short)": (
        "Say where everybody stands, and who moved.",
        "Δείχνει πού βρίσκονται όλοι και ποιοι άλλαξαν στάδιο.",
    ),
    "history report --since": (
        "The first day that counts as now.",
        "Από ποια ημέρα και μετά μια αξιολόγηση θεωρείται τωρινή.",
    ),
    "history report --until": ("The last day that counts at all.", "Η τελευταία ημέρα που λαμβάνεται υπόψη."),
    "history rename": (
        "Rename a subject, or join it with the one that has the new name.",
        "Αλλάζει ένα όνομα· αν το νέο υπάρχει ήδη, τα ενώνει.",
    ),
    "history rename NEW": ("The new name.", "Το νέο όνομα."),
    "history export": (
        "Write every assessment, the oldest first.\n\n"
        "CSV has a column for each question, so that batch can read it; JSON Lines has the whole assessments.",
        "Γράφει όλες τις αξιολογήσεις, αρχίζοντας από την παλαιότερη.\n\n"
        "Το CSV έχει μία στήλη για κάθε ερώτηση, ώστε να το διαβάζει η batch· το JSON Lines έχει ολόκληρες τις "
        "αξιολογήσεις.",
    ),
    "history export (short)": ("Write every assessment to a table.", "Γράφει όλες τις αξιολογήσεις σε πίνακα."),
    "history export --format": (
        "Default: by the ending of -o, else csv.",
        "Η μορφή. Αν λείπει: κατά την κατάληξη του -o, αλλιώς csv.",
    ),
    "history forget": (
        "Remove a subject and all its assessments, for good; with --at only those of a day.\n\n"
        "--all --at DATE takes back what was saved of everybody for a day, or --at FIRST..LAST for several, such as a "
        "whole import.",
        "Διαγράφει οριστικά ένα όνομα με όλες τις αξιολογήσεις του· με --at, μόνο εκείνες μιας ημέρας.\n\n"
        "Με --all --at DATE διαγράφονται οι αξιολογήσεις όλων για μία ημέρα και με --at FIRST..LAST για περισσότερες, "
        "π.χ. μια ολόκληρη εισαγωγή.",
    ),
    "history forget (short)": (
        "Remove a subject, or what was saved for a day, for good.",
        "Διαγράφει οριστικά ένα όνομα ή όσα αποθηκεύτηκαν για μία ημέρα.",
    ),
    "history forget --all": ("Everybody, of the day that --at names.", "Όλα τα ονόματα, για την ημέρα του --at."),
    "history forget --at": (
        "Only what is of this day or these, as 2026-01-01..2026-01-31, or of this moment, as in JSON.",
        "Μόνο όσα είναι αυτής της ημέρας, ενός διαστήματος, όπως 2026-01-01..2026-01-31, "
        "ή μιας στιγμής, όπως στο JSON.",
    ),
    "history forget --yes": ("Do not ask before --all.", "Δεν ζητά επιβεβαίωση για το --all."),
}
