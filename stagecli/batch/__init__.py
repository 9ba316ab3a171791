"""Batch: many subjects in one process, from a spreadsheet to a hundred million rows.

One row's way through the code:

1. `inputs` opens and decompresses; `tables` makes records of it, by `delimited`, `objects`, `workbook` (once
   `unpacked` has seen that it fits into memory) or `parquet`.
2. `columns` finds which columns answer which signals; `cells` reads their cells.
3. An engine scores the records, part by part: `stream`, row by row with `score`; or `columnar`, whole blocks at once
   with `kernel`. Both use the model's classifier and give the same rows. On a cluster, `spark` has the columnar engine
   score where the data is: `spark_worker` there, told by `spark_task`; `spark_run` around it for the command.
4. `results` writes a verdict as columns; `outputs` (and `workbook`, `parquet`) put rows into files, `run` sees to
   their order, to the rejects, and by `journal` to going on after an interruption.
5. `summary` says what it all came to. `portfolio` and `again` read the result file once more: for one picture of all
   subjects, and for the whole assessment of each.
"""
