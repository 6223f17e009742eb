"""One change to a clean document, and whether `check` reports exactly the changes that a superior does not permit.

    python -m tests.mutation            every mutant of every clean document (make mutation)
    python -m tests.mutation --sample 8 some of each kind

subjects ─▶ mutants ─▶ the real pipeline.check ─┐
                  └──▶ people × reference evaluator × permission rules ─▶ compared ─▶ a score per check and kind

`permitted` decides from the definitions of the codes, with the reference evaluator alone: neither `rankdsl.checks` nor
the prover is used there. Both sides share the parser, the typing and the laying of documents over each other.
"""
