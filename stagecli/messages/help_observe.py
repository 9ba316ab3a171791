"""The texts of `stagecli observe --help`, and of the flags of `assess` for measures."""

OBSERVE: dict[str, tuple[str, str]] = {
    "observe": (
        "Measure signals from an account's export or a git clone, as a file of answers.",
        "Βγάζει απαντήσεις από την εξαγωγή ενός λογαριασμού ή ένα git clone και τις γράφει σε αρχείο.",
    ),
    "observe SOURCE": (
        "What a platform lets you download of your account (ZIP or folder), or the folder of a git clone.",
        "Το αρχείο με τα δεδομένα του λογαριασμού σας από μια πλατφόρμα (ZIP ή φάκελος), ή ο φάκελος ενός git clone.",
    ),
    "observe --format": (
        "How to write it; otherwise by the file's name, and text without one.",
        "Με ποια μορφή· αλλιώς όπως λέει το όνομα του αρχείου, ή ως κείμενο.",
    ),
    "observe --until": (
        "The last day to look at; default: the day the export was made; of a clone, today.",
        "Η τελευταία μέρα που εξετάζεται· αν λείπει: η μέρα της εξαγωγής ή, για clone, σήμερα.",
    ),
    "observe --days": (
        "Of a clone: how many days to look at; default: 365.",
        "Για clone: πόσες μέρες εξετάζονται· αν λείπει: 365.",
    ),
    "observe --tags": (
        "Of a clone: which tags are releases, such as 'prod-*'; otherwise those named like versions.",
        "Για clone: ποια tags είναι εκδόσεις, π.χ. 'prod-*'· αλλιώς όσα μοιάζουν με έκδοση.",
    ),
    "observe --path": (
        "Of a clone: look only at changes and files in this directory.",
        "Για clone: εξετάζει μόνο αλλαγές και αρχεία αυτού του φακέλου.",
    ),
    "observe --kind": (
        "Accept only this kind of source; also says that a person's account is the business's. Repeatable.",
        "Δέχεται μόνο αυτό το είδος πηγής· λέει και ότι ένας προσωπικός λογαριασμός είναι της επιχείρησης. "
        "Επαναλαμβάνεται.",
    ),
    "observe --name": ("Who is measured; kept in the file.", "Ποιος μετριέται· γράφεται στο αρχείο."),
    "observe --list": (
        "Show all measures: unit, formula and what each needs.",
        "Δείχνει όλες τις μετρήσεις: μονάδα, τύπο και τι χρειάζονται.",
    ),
    "assess --observe": (
        "Measure signals from an account's export or a git clone, as `stagecli observe` does; what you say wins.",
        "Μετρά από την εξαγωγή ενός λογαριασμού ή ένα git clone, όπως το `stagecli observe`· ό,τι λέτε εσείς "
        "υπερισχύει.",
    ),
    "assess --trust": (
        "Which answer counts where what was measured differs from what was said; default: said.",
        "Ποια απάντηση ισχύει όπου η μέτρηση διαφέρει από όσα λέτε· αν λείπει: said.",
    ),
}
