"""The limit on the way in: a file that is too large is never written to the disk."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler, SkipFile, StopUpload
from django.http import HttpRequest

AROUND = 1024 * 1024  # bytes of a form beside its file


class RefuseTooLarge(FileUploadHandler):
    """Reads past a file that its request says is too large, so that the form's other fields, and its token, still
    arrive; breaks one off that says nothing, or not the truth."""

    def __init__(self, request: HttpRequest | None = None) -> None:
        super().__init__(request)
        self.announced = 0
        self.arrived = 0

    def handle_raw_input(
        self,
        input_data: Any,
        META: Any,  # noqa: N803 - Django's name
        content_length: int,
        boundary: Any,
        encoding: str | None = None,
    ) -> None:
        self.announced = content_length

    def new_file(self, *arguments: Any, **options: Any) -> None:
        super().new_file(*arguments, **options)
        self.arrived = 0
        if self.announced > settings.MOST_BYTES_OF_A_FILE + AROUND:
            self.tell()
            raise SkipFile

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        self.arrived += len(raw_data)
        if self.arrived > settings.MOST_BYTES_OF_A_FILE:
            self.tell()
            raise StopUpload(connection_reset=False)
        return raw_data

    def file_complete(self, file_size: int) -> None:
        return None

    def tell(self) -> None:
        if self.request is not None:
            self.request.too_large = True  # type: ignore[attr-defined]


def is_too_large(request: HttpRequest) -> bool:
    """Whether a file of this request was refused for its size."""
    _ = request.FILES  # read
    return getattr(request, "too_large", False)


def most_megabytes() -> int:
    return settings.MOST_BYTES_OF_A_FILE // 1024 // 1024


def too_large() -> str:
    return f"The file is larger than {most_megabytes()} MB. Split it by months and load them one after another."
