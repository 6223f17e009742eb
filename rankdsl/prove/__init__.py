"""Questions put to the prover, with limits, small witnesses, and replay."""
