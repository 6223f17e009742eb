"""Documents in another surface language: names, titles and texts by vocabulary and glossary, both ways.

The tree's names are the Chinese ones; an English document is read into the same tree.

    dictionary ◀─ glossary, vocabularies         the names that one document may write, in both languages
    documents  ◀─ rewriting                      English trees in canonical names
    into                                         canonical trees in English or Chinese, or what nothing translates
    telling                                      findings about English documents in their authors' names
"""

from rankdsl.translation.files import canonical_parsed, rewriter
from rankdsl.translation.glossary import FILE_NAME, Glossary, glossary
from rankdsl.translation.telling import Teller, Tongue

__all__ = ["FILE_NAME", "Glossary", "Teller", "Tongue", "canonical_parsed", "glossary", "rewriter"]
