"""What authors are told, as text for a terminal; the results themselves are the JSON."""
