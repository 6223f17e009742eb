"""The figures of docs/trust.md (make trust): each is counted here, by the code that the tests run."""
