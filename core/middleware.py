"""What is done to every response, beyond Django's and Wagtail's own middleware."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.csp import CSP, build_policy


def content_security_policy(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Give each answer its policy: the admin a looser one, which Wagtail's templates need.

    Django's own middleware would write the same text anew for every answer; it leaves a policy as it
    is that stands there already. A view that has one of its own (`csp_override`) keeps it.
    """
    admin_path = reverse("wagtailadmin_home")
    public, admin = build_policy(settings.SECURE_CSP), build_policy(settings.ADMIN_CSP)
    header = str(CSP.HEADER_ENFORCE)  # a server may take no other kind of string

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if not hasattr(response, "_csp_config"):
            policy = admin if request.path.startswith(admin_path) else public
            response.headers.setdefault(header, policy)
        return response

    return middleware
