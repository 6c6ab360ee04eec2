"""Starts a kernel as JupyterLab would and runs the first code cell: opens.py NOTEBOOK; prints seconds."""
import sys
import time

import nbformat
from nbclient import NotebookClient

notebook = nbformat.read(sys.argv[1], as_version=4)
notebook.cells = [c for c in notebook.cells if c.cell_type == "code"][:1]
started = time.time()
NotebookClient(notebook, kernel_name="cortado", timeout=300).execute()
print("%.1f s; %s" % (time.time() - started, notebook.cells[0].outputs[-1].data["text/plain"]))
