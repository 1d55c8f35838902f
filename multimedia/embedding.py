"""`/embed/<provider>/<key>/`: the one kind of page that holds somebody else's player.

Pages of the site frame this page, and only after a click; so their Content-Security-Policy names no
other site.
"""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.csp import CSP
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.csp import csp_override
from django.views.decorators.http import require_safe

from multimedia.embeds import PROVIDERS, frame_address

_POLICY = {
    **settings.SECURE_CSP,
    "script-src": [CSP.NONE],
    "frame-src": [provider.origin for provider in PROVIDERS.values()],
}


@require_safe
@xframe_options_sameorigin
@csp_override(_POLICY)
def player(request: HttpRequest, provider: str, key: str) -> HttpResponse:
    """A page that holds nothing but the other's player, at `?start=` seconds."""
    start = request.GET.get("start", "")
    try:
        frame = frame_address(provider, key, int(start) if start.isdecimal() else 0)
    except ValueError as error:
        raise Http404 from error
    name = PROVIDERS[provider].name
    response = render(request, "multimedia/embed.html", {"frame": frame, "name": name})
    response.headers["X-Robots-Tag"] = "noindex"
    return response
