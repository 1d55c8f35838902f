"""The BibTeX and biblatex formats, as pure Python: bytes to entries to records and back."""
