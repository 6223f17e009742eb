"""New documents and workspaces, to begin with. What is drafted was checked before anybody sees it."""
