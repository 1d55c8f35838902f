from django.urls import path

from search import views

urlpatterns = [
    path("", views.results, name="search"),
    path("suggest/", views.suggestions, name="search_suggestions"),
    path("completions/", views.completions, name="search_completions"),
    path("opensearch.xml", views.opensearch, name="search_description"),
]
