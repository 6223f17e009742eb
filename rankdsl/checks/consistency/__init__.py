"""RD2xx: whether a document agrees with itself, answers everybody it is about, and says nothing in vain."""
