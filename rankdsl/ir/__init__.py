"""The typed core: what documents mean, free of syntax and of any back end."""
