"""Renderers: pure functions from an `Assessment` (or a model, a batch's summary, a history) to a string.

Every text of a model or a subject goes through `escaping.visible` on its way; what a format adds on top
(Markdown's own characters, HTML's) is added in that format's module.
"""
