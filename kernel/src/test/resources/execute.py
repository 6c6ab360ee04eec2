"""Executes a notebook with real Jupyter, as it is without injected parameters: execute.py IN OUT."""
import sys

import nbformat
from nbclient import NotebookClient

notebook = nbformat.read(sys.argv[1], as_version=4)
notebook.cells = [c for c in notebook.cells if "injected-parameters" not in c.metadata.get("tags", [])]
NotebookClient(notebook, kernel_name="cortado", timeout=900).execute()
nbformat.validate(notebook)
nbformat.write(notebook, sys.argv[2])
