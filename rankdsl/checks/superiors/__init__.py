"""RD4xx: whether a document keeps to the documents above it."""
