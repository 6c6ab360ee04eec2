"""Executes a notebook with real Jupyter: execute.py IN OUT."""
import sys

import nbformat
from nbclient import NotebookClient

notebook = nbformat.read(sys.argv[1], as_version=4)
NotebookClient(notebook, kernel_name="cortado", timeout=900).execute()
nbformat.validate(notebook)
nbformat.write(notebook, sys.argv[2])
