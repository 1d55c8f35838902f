"""Addresses of films, recordings, their captions, and of players that lie elsewhere."""

from django.urls import path

from multimedia import embedding, serving

app_name = "multimedia"

urlpatterns = [
    path("media/<int:media_id>/<str:name>", serving.media_file, name="file"),
    path("embed/<slug:provider>/<str:key>/", embedding.player, name="embed"),
]
