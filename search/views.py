"""The site's search."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def results(request: HttpRequest) -> HttpResponse:
    return render(request, "search/results.html", {})
