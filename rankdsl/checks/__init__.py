"""One file a check; an explicit tuple lists them."""
