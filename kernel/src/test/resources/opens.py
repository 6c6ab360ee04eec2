"""Starts a kernel as JupyterLab would and runs the first code cell: opens.py NOTEBOOK.

Prints seconds until it has run, seconds of processor time, and what the cell shows.
"""
import resource
import sys
import time

import nbformat
from nbclient import NotebookClient

notebook = nbformat.read(sys.argv[1], as_version=4)
notebook.cells = [c for c in notebook.cells if c.cell_type == "code"][:1]
started = time.time()
NotebookClient(notebook, kernel_name="cortado", timeout=300).execute()
seconds = time.time() - started
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print("%.1f s, %.1f s of processors; %s" % (
    seconds, used.ru_utime + used.ru_stime, notebook.cells[0].outputs[-1].data["text/plain"]))
