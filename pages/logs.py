"""What must not come into a log: the secret of a private address."""

import logging
import re

PRIVATE = re.compile(r"(/(?:update|calendar|account/password/new)/)[\w.-]+")


class WithoutSecrets(logging.Filter):
    """Django names the address of a page that met a fault."""

    def filter(self, record: logging.LogRecord) -> bool:
        said = record.getMessage()
        told = PRIVATE.sub(r"\1(secret)", said)
        if told != said:
            record.msg, record.args = told, ()
        return True
