"""The words of a PDF, read in a process of its own: `python -m publications.pdf_words < paper.pdf`.

Anybody's PDF may come, and one can make a reader work for hours or fill the memory. So this process
has little of it, and whoever starts it ends it when its time is over; each page is written as soon
as it is read. Nothing of Django is loaded.
"""

import io
import logging
import resource
import sys

from pypdf import PdfReader

MOST_PAGES = 120
LONGEST = 100_000  # characters
MEMORY = 1024**3  # bytes of address space


def main() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    logging.disable()  # what a broken file is warned of helps nobody
    reader = PdfReader(io.BytesIO(sys.stdin.buffer.read()), strict=False)
    left = LONGEST
    for page in reader.pages[:MOST_PAGES]:
        text = page.extract_text()[:left]
        # Neither database takes NUL, nor halves of characters.
        sys.stdout.buffer.write(f"{text}\n".replace("\0", "").encode("utf-8", "ignore"))
        sys.stdout.buffer.flush()
        left -= len(text)
        if left <= 0:
            return


if __name__ == "__main__":
    main()
