"""The workshop: for those who write ladders.

- `new` makes a starter; `check` says whether a file is sound (`stagecli.model_file`) and any good (`remarks`);
- `labelled` reads subjects whose stage somebody knows; `test` compares them with the verdicts, by `measures`;
- `crowd` draws subjects from a ladder's own tables (`crowd_arrays` with NumPy); `simulate` looks at what the ladder
  does with them, `interviews` at how many questions that takes;
- `fit` learns from labelled subjects, `rewrite` puts what it learned into the author's file;
- `diff` tells two ladders apart.

Each returns frozen results; `pages` makes text of them. Only `cli.model` reads arguments and writes files.
"""
