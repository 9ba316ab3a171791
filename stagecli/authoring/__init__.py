"""Authoring: for those who write ladders.

- `new` makes a starter; `check` says whether a file is sound (`stagecli.model_file`) and any good (`lint`);
- `labelled` reads subjects whose stage somebody knows; `test` compares them with the verdicts, by `measures`;
- `population` draws subjects from a ladder's own tables; `simulate` looks at what the ladder does with them,
  `interviews` at how many questions that takes;
- `fit` learns from labelled subjects, `rewrite` puts what it learned into the author's file;
- `diff` tells two ladders apart.

Each returns frozen results; `reports` makes text of them. Only `cli.model` reads arguments and writes files.
"""
