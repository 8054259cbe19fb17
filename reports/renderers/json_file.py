"""JSON: the whole paper, for programs."""

import json

from reports.renderers import Paper


def render(paper: Paper) -> bytes:
    whole = {
        "schema": 1,
        "tree": paper.tree,
        "readings": paper.readings,
        "loads": paper.loads,
        "definitions": paper.definitions,
    }
    return (json.dumps(whole, ensure_ascii=False, allow_nan=False, sort_keys=True, indent=1) + "\n").encode()
