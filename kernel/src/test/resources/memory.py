"""1,000 trivial cells, after 700 in which the compiler warms up: prints MB of resident memory; OK if few were added."""
import os
import subprocess
import tempfile

from jupyter_client.manager import KernelManager

LIMIT_MB = 20

manager = KernelManager(kernel_name=os.environ["CORTADO_TEST_KERNEL"])
manager.start_kernel(cwd=tempfile.mkdtemp(), stderr=subprocess.DEVNULL)
client = manager.client()
client.start_channels()
client.kernel_info(reply=True, timeout=60)


def run(code):
    content = client.execute_interactive(code, output_hook=lambda message: None, timeout=60)["content"]
    assert content["status"] == "ok", (code, content)


def resident():
    """MB of 10^6 bytes after a collection; the second shrinks the heap."""
    run("System.gc()")
    run("System.gc()")
    with open("/proc/%d/status" % manager.provisioner.process.pid) as f:
        return sum(int(line.split()[1]) * 1024 / 1e6 for line in f if line.startswith("VmRSS"))


try:
    for i in range(700):
        run("%d + 1" % i)
    before = resident()
    for i in range(1000):
        run("%d + 1" % i)
    after = resident()
    print("%.1f MB, then %.1f MB" % (before, after))
    assert after - before <= LIMIT_MB, after - before
    print("OK")
finally:
    client.stop_channels()
    manager.shutdown_kernel(now=True)
