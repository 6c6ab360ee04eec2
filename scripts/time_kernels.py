"""Times Jupyter kernels in turns: time_kernels.py [STARTS [CELLS]].

Starts the kernels cortado, python3 and, where it is installed, stock JJava (java), one after the
other, STARTS times; prints the median of each figure and its ratio to ipykernel's. The last start
of each also runs CELLS cells and tells how its memory grew.
"""
import os, statistics, subprocess, sys, tempfile, time

from jupyter_client.kernelspec import find_kernel_specs
from jupyter_client.manager import KernelManager

STARTS = int(sys.argv[1]) if len(sys.argv) > 1 else 5
CELLS = int(sys.argv[2]) if len(sys.argv) > 2 else 1000
REPEATS = 30
PATIENCE = 120
IDLE_S = 3
COLLECT = {"python3": "import gc; gc.collect()"}
SETTLED_CELLS = 100


def run(client, code):
    """Milliseconds until the reply and the idle status of one cell are here."""
    start = time.perf_counter()
    reply = client.execute_interactive(code, output_hook=lambda m: None, timeout=PATIENCE)
    assert reply["content"]["status"] == "ok", (code, reply["content"])
    return (time.perf_counter() - start) * 1e3


def children(pid):
    own = []
    for task in os.listdir(f"/proc/{pid}/task"):
        with open(f"/proc/{pid}/task/{task}/children") as f:
            own += [int(c) for c in f.read().split()]
    return own + [g for c in own for g in children(c)]


def rss(pid):
    """MB of a process and those it started."""
    kb = 0
    for p in [pid] + children(pid):
        with open(f"/proc/{p}/status") as f:
            kb += sum(int(l.split()[1]) for l in f if l.startswith("VmRSS"))
    return kb * 1024 / 1e6


def once(name, last):
    figures = {}
    manager = KernelManager(kernel_name=name)
    start = time.perf_counter()
    manager.start_kernel(cwd=tempfile.mkdtemp(), stderr=subprocess.DEVNULL)
    client = manager.client()
    client.start_channels()
    client.kernel_info(reply=True, timeout=PATIENCE)
    figures["ready, s"] = time.perf_counter() - start
    figures["first cell, ms"] = run(client, "1 + 1")
    figures["trivial cell, ms"] = statistics.median(run(client, f"1 + {i}") for i in range(2, REPEATS + 2))
    figures["the same again, ms"] = statistics.median(run(client, "1 + 1") for _ in range(REPEATS))
    if name != "java":
        figures["trivial magic, ms"] = statistics.median(run(client, "%lsmagic") for _ in range(REPEATS))
    time.sleep(IDLE_S)
    pid = manager.provisioner.process.pid
    figures["idle RSS, MB"] = rss(pid)
    if name == "cortado":
        run(client, "%load --example cells")
        figures["%summary, ms"] = statistics.median(run(client, "%summary") for _ in range(REPEATS))
    if last and CELLS > 0:
        collect = COLLECT.get(name, "System.gc();")
        for i in range(SETTLED_CELLS):
            run(client, f"{i} + 1")
        run(client, collect)
        before = rss(pid)
        for i in range(CELLS):
            run(client, f"{i} + 1")
        run(client, collect)
        figures[f"growth over {CELLS} cells, MB"] = rss(pid) - before
    client.stop_channels()
    manager.shutdown_kernel(now=True)
    return figures


names = ["cortado", "python3"] + (["java"] if "java" in find_kernel_specs() else [])
runs = {name: [] for name in names}
for i in range(STARTS + 1):  # the first of each warms the disk cache and does not count
    for name in names if i % 2 else reversed(names):
        figures = once(name, i == STARTS)
        if i > 0:
            runs[name].append(figures)

titles = list(dict.fromkeys(t for all in runs.values() for figures in all for t in figures))
medians = {
    (t, n): statistics.median(values)
    for t in titles
    for n in names
    if (values := [f[t] for f in runs[n] if t in f])
}
print(f"medians of {STARTS} starts in turns, {os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}")
print(f"{'':28}" + "".join(f"{n:>12}" for n in names) + f"{'ratio':>9}")
for t in titles:
    row = [f"{medians[t, n]:12.2f}" if (t, n) in medians else f"{'':12}" for n in names]
    both = (t, "cortado") in medians and (t, "python3") in medians
    own, other = medians.get((t, "cortado")), medians.get((t, "python3"))
    print(f"{t:28}" + "".join(row) + (f"{own / other:9.2f}" if both and abs(other) > 1e-9 else ""))
