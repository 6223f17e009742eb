"""The command `rankdsl`. Each command imports what it needs when it runs: `--help` and `explain` start no prover."""
