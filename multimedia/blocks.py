"""Blocks that show films and play recordings."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtailmedia.blocks import VideoChooserBlock


class VideoBlock(blocks.StructBlock):
    video = VideoChooserBlock(label=_("Film"), required=False)
    caption = blocks.CharBlock(label=_("Caption"), required=False)


class ClipGalleryBlock(blocks.StructBlock):
    clips = blocks.ListBlock(VideoBlock())


class CompareBlock(blocks.StructBlock):
    before = VideoChooserBlock()
    after = VideoChooserBlock()
