"""The texts of `stagecli observe --help`, and of the flags of `assess` for measures."""

OBSERVE: dict[str, tuple[str, str]] = {
    "observe": (
        "Measure signals from a git clone, as a file of answers.",
        "Βγάζει απαντήσεις από τα στοιχεία ενός git clone και τις γράφει σε αρχείο.",
    ),
    "observe SOURCE": ("The folder of a git clone.", "Ο φάκελος ενός git clone."),
    "observe --format": (
        "How to write it; otherwise by the file's name, and text without one.",
        "Με ποια μορφή· αλλιώς όπως λέει το όνομα του αρχείου, ή ως κείμενο.",
    ),
    "observe --until": (
        "The last day to look at; default: today.",
        "Η τελευταία μέρα που εξετάζεται· αν λείπει: σήμερα.",
    ),
    "observe --days": ("How many days to look at; default: 365.", "Πόσες μέρες εξετάζονται· αν λείπει: 365."),
    "observe --tags": (
        "Which tags are releases, such as 'prod-*'; otherwise those named like versions.",
        "Ποια tags είναι εκδόσεις, π.χ. 'prod-*'· αλλιώς όσα μοιάζουν με έκδοση.",
    ),
    "observe --path": (
        "Look only at changes and files in this directory.",
        "Εξετάζει μόνο αλλαγές και αρχεία αυτού του φακέλου.",
    ),
    "observe --kind": ("Insist on a kind of source.", "Δέχεται μόνο αυτό το είδος πηγής."),
    "observe --name": ("Who is measured; kept in the file.", "Ποιος μετριέται· γράφεται στο αρχείο."),
    "observe --list": (
        "Show all measures: unit, formula and what each needs.",
        "Δείχνει όλες τις μετρήσεις: μονάδα, τύπο και τι χρειάζονται.",
    ),
    "assess --observe": (
        "Measure signals from a git clone, as `stagecli observe` does; what you say wins.",
        "Μετρά από ένα git clone, όπως το `stagecli observe`· ό,τι λέτε εσείς υπερισχύει.",
    ),
    "assess --trust": (
        "Which answer counts where what was measured differs from what was said; default: said.",
        "Ποια απάντηση ισχύει όπου η μέτρηση διαφέρει από όσα λέτε· αν λείπει: said.",
    ),
}
