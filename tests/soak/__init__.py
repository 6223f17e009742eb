"""Many generated programs and documents, one after the other, for hours (make soak N=100000 SEED=1).

Programs of the core go through the reference evaluator and through Z3, which must agree on every norm; documents go
through `check`, and what it finds is compared with the definitions of the codes over everybody there is
(tests/checks/oracle.py). How far each seed came stands in docs/trust/soak.json; a run goes on from there. A failure is
made small and kept in tests/soak/found, where a test asks it again every time.
"""
