"""From text to AST: what was written."""
