"""Texts and errors of folders of pages."""

TEXTS: dict[str, tuple[str, str]] = {
    "subject_pages_written": (
        "Pages written: {count}. Begin with {index}.",
        "Σελίδες που γράφτηκαν: {count}. Ξεκινήστε από {index}.",
    ),
    "pages_need_result": (
        "--pages is made from the result: name a file for it with -o.",
        "Οι σελίδες του --pages βγαίνουν από το αποτέλεσμα: δώστε του ένα αρχείο με -o.",
    ),
    "pages_need_id": (
        "--pages writes a page for each subject: name the column that tells them apart with --id.",
        "Το --pages γράφει μία σελίδα για κάθε επιχείρηση: δώστε με --id τη στήλη που τις ξεχωρίζει.",
    ),
    "pages_for_all": (
        "--pages writes a page for everybody: give --all with it, and no name, no -o and no --format.",
        "Το --pages γράφει σελίδες για όλους: δώστε το μαζί με --all, χωρίς όνομα, -o και --format.",
    ),
    "show_whom": (
        "Name WHO to show, or --all together with --pages FOLDER for a page of everybody.",
        "Δώστε το όνομα που θέλετε να δείτε, ή --all μαζί με --pages ΦΑΚΕΛΟΣ για μία σελίδα του καθενός.",
    ),
}
"""English and Greek, side by side."""
