"""Pages: what the workshop found, as text for a terminal; the results themselves are the JSON."""
