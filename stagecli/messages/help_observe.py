"""The texts of `stagecli observe --help`, and of the flags of `assess` for measures."""

OBSERVE: dict[str, tuple[str, str]] = {
    "observe": (
        "Measure signals from a git clone, as a file of answers.",
        "Μετρά απαντήσεις από ένα git clone και τις δίνει σε αρχείο.",
    ),
    "observe SOURCE": ("The folder of a git clone.", "Ο φάκελος ενός git clone."),
    "observe --format": (
        "How to write it; otherwise by the file's name, and text without one.",
        "Με ποια μορφή· αλλιώς όπως λέει το όνομα του αρχείου, ή ως κείμενο.",
    ),
    "observe --until": (
        "The last day to look at; default: today.",
        "Η τελευταία μέρα που εξετάζεται· αλλιώς: σήμερα.",
    ),
    "observe --days": ("How many days to look at; default: 365.", "Πόσες μέρες εξετάζονται· αλλιώς: 365."),
    "observe --tags": (
        "Which tags are releases, such as 'prod-*'; otherwise those named like versions.",
        "Ποια tags είναι εκδόσεις, π.χ. 'prod-*'· αλλιώς όσα μοιάζουν με έκδοση.",
    ),
    "observe --path": (
        "Look only at changes and files in this directory.",
        "Εξετάζει μόνο αλλαγές και αρχεία αυτού του φακέλου.",
    ),
    "observe --kind": ("Insist on a kind of source.", "Ορίζει το είδος της πηγής."),
    "observe --name": ("Who is measured; kept in the file.", "Για ποιον είναι: μένει στο αρχείο."),
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
        "Ποια απάντηση ισχύει όπου η μέτρηση διαφέρει από όσα ειπώθηκαν· αλλιώς: said.",
    ),
}
