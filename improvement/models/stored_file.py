from django.core.files.storage import Storage, storages
from django.db import models


def evidence_storage() -> Storage:
    """Outside what a web server shows: files leave it through a view alone."""
    return storages["evidence"]


class StoredFile(models.Model):
    """A file that somebody brought as evidence, or none."""

    file = models.FileField(storage=evidence_storage, max_length=100, blank=True)
    name = models.CharField(max_length=160, blank=True, help_text="The file's name as it came")
    kind = models.CharField(max_length=10, blank=True, help_text="What the file's content is: pdf, docx …")
    size = models.PositiveIntegerField(default=0, help_text="Bytes")
    sha256 = models.CharField(max_length=64, blank=True)

    class Meta:
        abstract = True
