"""One question over the network, with a time limit and an answer in the user's words."""

import re
import urllib.error
import urllib.request
from collections.abc import Mapping
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

SECONDS = 10
LARGEST = 5 << 20  # bytes


class LookupFailed(Exception):
    """The message says why, in the user's words."""


def ask(url: str, accept: str) -> bytes:
    """The body of the answer. Raises LookupFailed."""
    service = urlsplit(url).hostname or ""
    request = urllib.request.Request(  # noqa: S310  the address begins with a setting of ours
        url, headers={"Accept": accept, "User-Agent": "Polymath (a researcher's own site)"}
    )
    try:
        with urllib.request.urlopen(request, timeout=SECONDS) as answer:  # noqa: S310
            body: bytes = answer.read(LARGEST + 1)
    except urllib.error.HTTPError as error:
        if error.code in (404, 400):
            raise LookupFailed(_("%s does not know this number.") % service) from error
        if error.code == 429:
            raise LookupFailed(_("%s asks to wait a little before the next.") % service) from error
        raise LookupFailed(
            _("%(service)s answered with an error (%(code)s); try again later.")
            % {"service": service, "code": error.code}
        ) from error
    except TimeoutError as error:
        raise LookupFailed(_("%s did not answer in time; try again later.") % service) from error
    except (OSError, ValueError) as error:
        raise LookupFailed(
            _("%s could not be reached. Is there a connection to the network?") % service
        ) from error
    if len(body) > LARGEST:
        raise LookupFailed(_("The answer of %s is too long.") % service)
    return body


_SPECIAL = {c: f"\\{c}" for c in "&%$#_{}"} | {
    "\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
}  # fmt: skip


def latex(text: str) -> str:
    """Plain text as a BibTeX value says it."""
    return "".join(_SPECIAL.get(character, character) for character in " ".join(text.split()))


def bibtex(entry_type: str, key: str, fields: Mapping[str, str]) -> str:
    """An entry of these fields, whose values are LaTeX already; empty ones are left out."""
    key = re.sub(r"[^\w:./+-]", "", key)
    lines = [f"  {name} = {{{value}}},\n" for name, value in fields.items() if value]
    return f"@{entry_type}{{{key},\n{''.join(lines)}}}\n"


def citation_key(family: str, year: str, title: str) -> str:
    """“farabet2013learning”: the usual form of a key."""
    words = [word for word in re.findall(r"\w+", title.lower()) if len(word) > 3]
    return f"{re.sub(r'[^\w]', '', family.lower())}{year[:4]}{words[0] if words else ''}"
