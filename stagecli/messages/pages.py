"""Texts and errors of folders of pages."""

TEXTS: dict[str, tuple[str, str]] = {
    "subject_pages_written": (
        "Pages written: {count}. Begin with {index}.",
        "Σελίδες που γράφτηκαν: {count}. Ξεκινήστε από το {index}.",
    ),
    "subject_pages_gone": (
        "Pages of an earlier run that are no longer in the folder: {count}.",
        "Σελίδες προηγούμενης εκτέλεσης που δεν είναι πια στον φάκελο: {count}.",
    ),
    "pages_need_result": (
        "--pages is made from the result: name a file for it with -o.",
        "Το --pages φτιάχνει τις σελίδες από το αποτέλεσμα: δώστε με -o το αρχείο όπου θα γραφτεί.",
    ),
    "pages_need_id": (
        "--pages writes a page for each subject: name the column that tells them apart with --id.",
        "Το --pages γράφει μία σελίδα για κάθε επιχείρηση: δώστε με --id τη στήλη που τις ξεχωρίζει.",
    ),
    "pages_for_all": (
        "--pages writes a page for everybody: give --all with it, and no name, no -o and no --format.",
        "Το --pages γράφει σελίδες για όλους: δώστε το μαζί με --all, χωρίς όνομα, χωρίς -o και χωρίς --format.",
    ),
    "show_whom": (
        "Name WHO to show, or --all together with --pages FOLDER for a page for each.",
        "Δώστε το όνομα που θέλετε να δείτε, ή, για μία σελίδα για τον καθένα, --all μαζί με --pages ΦΑΚΕΛΟΣ.",
    ),
}
"""English and Greek, side by side."""
