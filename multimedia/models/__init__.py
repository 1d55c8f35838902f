from multimedia.models.files import MediaFileField
from multimedia.models.media import (
    Download,
    Media,
    Status,
    file_arrived,
    original_path,
    read_words_together,
)
from multimedia.models.parts import CaptionTrack, Derivative, derivative_path

__all__ = [
    "CaptionTrack",
    "Derivative",
    "Download",
    "Media",
    "MediaFileField",
    "Status",
    "derivative_path",
    "file_arrived",
    "original_path",
    "read_words_together",
]
