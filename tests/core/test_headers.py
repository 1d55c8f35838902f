"""What every answer tells the browser about safety."""

import pytest
from django.test import Client


def policy(response) -> dict[str, list[str]]:
    """The Content-Security-Policy as directive → sources."""
    directives = response.headers["Content-Security-Policy"].split(";")
    return {name: sources for name, *sources in (d.split() for d in directives if d.strip())}


@pytest.mark.parametrize("address", ["/", "/music/", "/search/?q=x", "/nowhere/"])
def test_a_public_page_allows_nothing_inline_and_nobody_else(client, music_page, address):
    found = policy(client.get(address))
    sources = {source for values in found.values() for source in values}
    assert sources <= {"'self'", "'none'"}
    assert found["default-src"] == ["'none'"]
    assert found["frame-ancestors"] == ["'self'"]
    assert found["object-src"] == ["'none'"]


def test_only_the_admin_allows_what_is_inline(admin, home_page):
    assert "'unsafe-inline'" in policy(admin.get("/admin/"))["script-src"]
    assert "'unsafe-inline'" not in str(policy(admin.get("/")))


def test_the_admin_asks_nobody_else_either(admin, home_page):
    sources = {source for values in policy(admin.get("/admin/")).values() for source in values}
    assert sources <= {"'self'", "'none'", "'unsafe-inline'", "data:", "blob:"}


def test_every_answer_has_the_safe_headers(client, home_page):
    for address in ("/", "/admin/login/", "/health/", "/look-now.css", "/nowhere/"):
        headers = client.get(address).headers
        assert headers["X-Content-Type-Options"] == "nosniff", address
        assert headers["Referrer-Policy"] == "strict-origin-when-cross-origin", address
        assert headers["X-Frame-Options"] == "SAMEORIGIN", address
        assert headers["Cross-Origin-Opener-Policy"] == "same-origin", address


def test_a_stranger_gets_no_cookie(client, home_page):
    assert not client.get("/").cookies


def test_behind_tls_cookies_are_secure_and_plain_requests_are_sent_on(home_page, settings):
    settings.SECURE_SSL_REDIRECT = settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = (
        True
    )
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    settings.SECURE_HSTS_SECONDS = 60
    client = Client()
    plain = client.get("/")
    assert plain.status_code == 301
    assert plain.headers["Location"] == "https://testserver/"
    login = client.get("/admin/login/", headers={"x-forwarded-proto": "https"})
    assert login.status_code == 200
    assert login.cookies["csrftoken"]["secure"]
    assert login.headers["Strict-Transport-Security"].startswith("max-age=60")
    assert client.get("/health/").status_code == 200, "asked for by machines beside the server"


def test_headers_are_named_by_plain_strings_since_some_servers_take_no_other(client, home_page):
    assert {type(name) for name in client.get("/").headers} == {str}
