"""Entries to publications: which one is it, what has changed, and all of it at once."""
