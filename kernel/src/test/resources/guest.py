"""The same notebook in our own kernel and in that of another: guest.py OURS OTHERS."""

import os
import sys

import nbformat
from nbclient import NotebookClient

CELLS = [
    "%load --example cells",
    "%prune 0.8 --epochs 0",
    "%quantize float16\n%table",
    "%summary sparse80",
    "var table = %table",
    'System.out.println(session().newest().name());\nmagic("summary sparse80")',
    "new int[][] {{1, 2}, {3}}",
    "%prune 2",
    "%table --nonsense",
    "session().variants().size()",
]


def run(kernel):
    """The outputs of each cell, in a session of their own."""
    os.environ["CORTADO_WORKSPACE"] = kernel
    cells = [nbformat.v4.new_code_cell(c) for c in CELLS]
    notebook = nbformat.v4.new_notebook(cells=cells)
    NotebookClient(notebook, kernel_name=kernel, timeout=300, allow_errors=True).execute()
    nbformat.validate(notebook)
    return [cell["outputs"] for cell in notebook["cells"]]


def last(outputs):
    """The MIME types and the text of what a cell shows at its end."""
    if not outputs:
        return None
    out = outputs[-1]
    if out["output_type"] == "error":
        return "error"
    return sorted(out["data"]), out["data"]["text/plain"]


ours, others = run(sys.argv[1]), run(sys.argv[2])
pairs = [(code, last(a), last(b)) for code, a, b in zip(CELLS, ours, others)]
different = [p for p in pairs if p[1] != p[2]]
assert not different, different
assert "text/html" in others[2][-1]["data"], others[2]
for refused, message in ((7, "Allowed: [0, 1). Next: %prune 0.02"), (8, "Next: %help table")):
    error = others[refused][-1]
    shown = "\n".join(error["traceback"])
    assert message in error["evalue"] and message in shown, error
    assert "\tat " not in shown and len(error["traceback"]) == 1, shown
assert "sparse80-float16" in others[5][0]["text"], others[5]
assert others[9][-1]["data"]["text/plain"] == "3", others[9]
print("OK")
