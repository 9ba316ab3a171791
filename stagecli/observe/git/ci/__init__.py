"""What CI files say of a repository: on which events tests run, and on which something is published or deployed.

`paths` knows the files, `documents` and `jenkins` read them, `forges` and `servers` find their jobs, `events` and
`conditions` when these run, `evidence` what they do by the lists in `words`; `conclusions` has the two measures. Only
what is there counts: a missing job says nothing, as much may happen elsewhere.
"""
