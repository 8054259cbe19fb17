"""One report in a fresh process: `product` compiles and makes six formats, `typst` sets the same tree and no more.

python -m benchmarks.paper inputs FOLDER    what Typst gets, as files
python -m benchmarks.paper product          from records to the six files
python -m benchmarks.paper typst FOLDER     those files to a PDF
"""

import json
import resource
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

MONTH = date(2020, 8, 1)


def product() -> dict[str, float]:
    import django

    django.setup()
    start, used = time.perf_counter(), time.process_time()
    from figures.models import Cycle
    from reports.compiling.drafting import compiled_now, rendered

    compiled = compiled_now(Cycle.objects.get(month=MONTH))
    read = time.perf_counter()
    rendered(compiled.paper)
    end = time.perf_counter()
    parts = {"compile": read - start, "render": end - read}
    return {**parts, "seconds": end - start, "processor": time.process_time() - used, "peak": peak()}


def inputs(folder: Path) -> dict[str, float]:
    import django

    django.setup()
    from figures.models import Cycle
    from reports.compiling.drafting import compiled_now
    from reports.renderers import charts, pdf

    tree = compiled_now(Cycle.objects.get(month=MONTH)).paper.tree
    files = {
        "main.typ": pdf.TEMPLATE.read_bytes(),
        "tree.json": json.dumps(pdf.dressed(tree)).encode(),
        **charts.files(tree),
    }
    for name, content in files.items():
        (folder / name).write_bytes(content)
    return {"files": len(files)}


def typst(folder: Path) -> dict[str, float]:
    """With the options of the product, since a tagged and archivable PDF takes longer."""
    from reports.renderers import pdf, typeset

    files = {path.name: path.read_bytes() for path in folder.iterdir()}
    as_at = json.loads(files["tree.json"])["as_at"]
    start, used = time.perf_counter(), time.process_time()
    typeset.compile(files, pdf_standards=pdf.STANDARDS, timestamp=typeset.midnight(as_at))
    return {"seconds": time.perf_counter() - start, "processor": time.process_time() - used, "peak": peak()}


def peak() -> float:
    """Most memory that this process ever held, in MB."""
    held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return held / (1024 * 1024 if sys.platform == "darwin" else 1024)


if __name__ == "__main__":
    jobs: dict[str, Callable[..., dict[str, float]]] = {"product": product, "inputs": inputs, "typst": typst}
    print(json.dumps(jobs[sys.argv[1]](*map(Path, sys.argv[2:]))))
