"""Covers as podcast directories want them: a square of 1400 pixels or more."""

from typing import Any

from wagtail.images.image_operations import FillOperation, ImageTransform

SPEC = "cover-1400x1400|format-jpeg|jpegquality-82"  # Apple asks for 1400 to 3000 pixels


class CoverOperation(FillOperation):
    """Wagtail's `fill`, which also enlarges: a directory refuses a feed for a smaller cover."""

    def run(self, transform: ImageTransform, image: Any) -> ImageTransform:
        return super().run(transform, image).resize((self.width, self.height))
