"""Batch: many subjects in one process, from a spreadsheet to a hundred million rows.

How a row travels through the code:

1. `request` checks what was asked for and plans the run; `layout` is what flags and a mapping file say of the table.
   `inputs` opens and decompresses it; `tables` finds its columns with `delimited`, `json_rows`, `workbook` (once
   `workbook_size` has measured it) or `parquet` (likewise), and `header` which rows are no subjects.
2. `columns` matches columns to signals, by their `headings`; `proposal` proposes a mapping file instead.
3. `engine` has the input read in blocks: by Python's standard library, or by Polars with `columnar_text` and
   `columnar`. In `blocks`, a block's cells become `codes`, as `cells` reads them and `times` dates them, and `kernel`
   scores these: the same for every format and engine. A row that cannot be scored is read again, cell by cell, to say
   why.
4. `added_cells` puts verdicts beside the rows; `outputs` (and `workbook`, `parquet`) write them; `run` takes care of
   their order, of rejects and, with `journal`, of resuming after an interruption.
5. `summary` sums up the run. `result_file` reads the result again: for the `portfolio` of all subjects, and for the
   whole assessment of each. `subject_rows` says whose rows they are, and how these subjects moved.

`history_portfolio` makes the portfolio of a history; `rereading` scores earlier answers by a later ladder.

`returned` makes a table of returned answers, one file a row, which `returned_files` lists. `frames` scores a data frame
by the same path. On a cluster, `spark` does so where the data is: `spark_worker` there,
`spark_task` defines its work; `spark_run` serves the command.
"""
