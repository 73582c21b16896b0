"""Receives uploads into memory only, so that nothing unchecked ever touches the disk."""

from io import BytesIO
from typing import IO, Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopFutureHandlers

# Several files may come with one request; this many of full size fit in it.
FILES_PER_REQUEST = 6


class BoundedMemoryHandler(FileUploadHandler):
    """Keeps one byte more than the limit of each file: enough to know that it is too large.

    The rest of an oversize file is read and dropped, so that the other fields of the form arrive
    and the refusal can stand beside the field. A request over the budget is cut off.
    """

    received = 0

    def handle_raw_input(
        self,
        input_data: IO[bytes],
        META: dict[str, str],  # noqa: N803 - Django's name
        content_length: int,
        boundary: str,
        encoding: str | None = None,
    ) -> None:
        """Turn a request away before reading it where it announces more than the budget."""
        del input_data, META, boundary, encoding
        self._spend(content_length, budget=self._budget + settings.DATA_UPLOAD_MAX_MEMORY_SIZE)
        self.received = 0

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Begin a file; no other handler sees it."""
        super().new_file(*args, **kwargs)
        self.file = BytesIO()
        raise StopFutureHandlers

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Take what fits and drop the rest."""
        del start
        self._spend(len(raw_data), budget=self._budget)
        room = settings.OPENBEIAN_UPLOAD_MAX_BYTES + 1 - self.file.tell()
        self.file.write(raw_data[: max(room, 0)])

    def file_complete(self, file_size: int) -> InMemoryUploadedFile:
        """Hand over the file; `size` is what was sent, also where less was kept."""
        self.file.seek(0)
        return InMemoryUploadedFile(
            file=self.file,
            field_name=self.field_name,
            name=self.file_name,
            content_type=self.content_type,
            size=file_size,
            charset=self.charset,
            content_type_extra=self.content_type_extra,
        )

    @property
    def _budget(self) -> int:
        return FILES_PER_REQUEST * settings.OPENBEIAN_UPLOAD_MAX_BYTES

    def _spend(self, count: int, *, budget: int) -> None:
        self.received += count
        if self.received > budget:
            raise RequestDataTooBig("the files of this request are too large together")
