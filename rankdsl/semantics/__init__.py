"""From AST to effective programs: names, types, units, hierarchy, lowering."""
