"""Releases in the site's read-only API."""

from typing import TYPE_CHECKING, Any

from rest_framework.fields import Field

if TYPE_CHECKING:
    from music.models import ReleasePage


class TracksField(Field):
    """The tracks of a release that a stranger may hear, in their order."""

    def get_attribute(self, instance: "ReleasePage") -> "ReleasePage":
        return instance

    def to_representation(self, value: "ReleasePage") -> list[dict[str, Any]]:
        request = self.context["request"]
        return [
            {
                "title": track.title,
                "notes": track.notes,
                "address": request.build_absolute_uri(track.address(request)),
                "media": track.media_id,
            }
            for track in value.playable_tracks
            if track.media_id
        ]
