"""RD3xx: what a document asks without saying so, whom it can never reach, and what it rewards."""
