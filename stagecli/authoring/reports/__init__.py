"""Reports for authors, as text for a terminal; `--format json` gives the results themselves."""
