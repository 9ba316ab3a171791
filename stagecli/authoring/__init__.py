"""Authoring: tools for people who write ladders.

- `new` makes a starter; `check` says whether a file is sound (`stagecli.model_file`) and any good (`lint`);
- `labelled` reads subjects whose stage is known; `test` compares their labels with the verdicts, by `agreement`, and
    the answers with the tables, by `residuals`;
- `population` draws subjects from a ladder's own tables; `simulate` shows how the ladder reads them, `interviews`
    how many questions that takes;
- `fit` learns from labelled subjects, `rewrite` puts what it learned into the author's file;
- `diff` compares two ladders.

Each returns frozen results, which `reports` turns into text. Only `cli.model` reads arguments and writes files.
"""
