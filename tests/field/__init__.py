"""Answers for real businesses, each labelled by two readers: what the bundled ladder is judged by."""
