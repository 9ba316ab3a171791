"""Batch: many subjects in one process, from a spreadsheet to a hundred million rows.

How a row travels through the code:

1. `inputs` opens and decompresses; `tables` turns it into records with `delimited`, `objects`, `workbook` (once
      `unpacked` has found that it fits into memory) or `parquet`.
2. `columns` matches columns to signals; `cells` reads their cells.
3. An engine scores the records, part by part: `stream` row by row with `score`, or `columnar` in whole blocks
      with `kernel`. Both use the model's classifier and give the same rows. On a cluster, `spark` runs the columnar
      engine where the data is: `spark_worker` there, `spark_task` defines its work; `spark_run` serves the command.
4. `results` writes a verdict as columns; `outputs` (and `workbook`, `parquet`) put rows into files; `run` takes care
      of their order, of rejects and, with `journal`, of resuming after an interruption.
5. `summary` sums up the run. `portfolio` and `again` read the result file: for one picture of all subjects, and for
      the whole assessment of each.
"""
