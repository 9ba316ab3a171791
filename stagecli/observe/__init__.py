"""Sources of measures: what can be worked out from a git clone."""
