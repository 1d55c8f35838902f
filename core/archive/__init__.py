"""The whole site in one file: every row and every uploaded file.

An archive is a tar file. First come `rows/NUMBER-APP.MODEL.jsonl.gz`, one a table, in Django's own
JSON Lines, which any of its databases takes; then `files/NAME`, one an uploaded file; last
`manifest.json`, which names every member with its length and SHA-256, so that an archive which was
cut short or has changed is told from a whole one.
"""

FORMAT = 1
MANIFEST = "manifest.json"
ROWS, FILES = "rows/", "files/"


class ArchiveError(Exception):
    """What is wrong, in the operator's words; nothing was changed."""
