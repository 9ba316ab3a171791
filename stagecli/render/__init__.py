"""Renderers: pure functions from an `Assessment` (or a model, or a check) to a string.

Every text of a model or a subject goes through `escaping.visible` on its way; what a format adds on top
(Markdown's own characters) is added in that format's module.
"""
