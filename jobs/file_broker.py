"""Messages as files, for one machine without a broker: kombu's transport, made safe for a reader beside the writer.

kombu's own opens a file in the queue and then writes it, so that a reader can take it half written, and carries what
it reads through the machine's temporary folder. Here a message is moved into the queue and out of it whole, within
the folders of DATA_DIR; one that cannot be read is dropped, since the sweep sends every job again that is not done.
"""

import logging
import os
import uuid
from pathlib import Path
from queue import Empty
from time import monotonic_ns
from typing import Any

from kombu.transport import filesystem
from kombu.utils.encoding import bytes_to_str, str_to_bytes
from kombu.utils.json import dumps, loads

logger = logging.getLogger(__name__)


class Channel(filesystem.Channel):
    def _put(self, queue: str, payload: Any, **kwargs: Any) -> None:  # type: ignore[override]
        name = f"{monotonic_ns():020d}_{uuid.uuid4()}.{queue}.msg"
        written = Path(self.processed_folder) / name
        written.write_bytes(str_to_bytes(dumps(payload)))
        os.replace(written, Path(self.data_folder_out) / name)

    def _get(self, queue: str) -> Any:  # type: ignore[override]
        for name in sorted(os.listdir(self.data_folder_in)):
            if name.partition(".")[2] != f"{queue}.msg":
                continue
            taken = Path(self.processed_folder) / name
            try:
                os.replace(Path(self.data_folder_in) / name, taken)
            except FileNotFoundError:  # another reader was quicker
                continue
            content = taken.read_bytes()
            taken.unlink()
            try:
                return loads(bytes_to_str(content))
            except ValueError:
                logger.warning("A message that cannot be read was dropped: %s", name)
        raise Empty


class Transport(filesystem.Transport):
    Channel = Channel
