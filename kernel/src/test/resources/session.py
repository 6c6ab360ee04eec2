"""Completion, help, interrupt and end of the kernel with a real session."""

import os
import pathlib
import time

from jupyter_client.manager import start_new_kernel

PATIENCE = 240


def reply(msg_id):
    while True:
        msg = kc.get_shell_msg(timeout=PATIENCE)
        if msg["parent_header"].get("msg_id") == msg_id:
            return msg["content"]


def run(code):
    answer = reply(kc.execute(code))
    assert answer["status"] == "ok", answer
    return answer


def completed(code):
    """What could replace which part of the code before its end."""
    answer = reply(kc.complete(code, len(code)))
    return code[answer["cursor_start"] : answer["cursor_end"]], answer["matches"]


def interrupted(code, begun):
    """Interrupts a cell once it shows something; the seconds until it answers."""
    msg_id = kc.execute(code)
    while True:
        msg = kc.get_iopub_msg(timeout=PATIENCE)
        if msg["parent_header"].get("msg_id") != msg_id:
            continue
        assert msg["msg_type"] != "error", msg
        if msg["msg_type"] != "execute_input" and begun in str(msg["content"]):
            break
    start = time.time()
    km.interrupt_kernel()
    answer = reply(msg_id)
    assert answer["ename"] == "Interrupted", answer
    return time.time() - start


os.environ["CORTADO_WORKSPACE"] = "workspace"
pathlib.Path("my model.h5").write_bytes(b"")
pathlib.Path("modest").mkdir()
km, kc = start_new_kernel(kernel_name=os.environ["CORTADO_TEST_KERNEL"])

run("%load --example cells\n%data cells --train 64 --test 16")
assert completed("%pru") == ("%pru", ["%prune"])
assert completed("int a = 1;\n%prune 0.5 --gran") == ("--gran", ["--granularity"])
assert completed("%summary cel") == ("cel", ["cells-unet"])
assert "conv_1" in completed("%prune 0.5 --skip con")[1]
assert "channel" in completed("%prune 0.5 --granularity ch")[1]
assert any("modest" in m for m in completed("%load mo")[1]), completed("%load mo")
assert "int8" in completed("%quantize in")[1]

answer = reply(kc.inspect("%prune 0.5 --epochs 3", 15))
assert "--epochs" in answer["data"]["text/plain"] and "if not given" in answer["data"]["text/plain"]

took = interrupted("%prune 0.8 --epochs 500", "epoch 1/500")
print(f"a running %prune ended {took:.1f} s after the interrupt")
took = interrupted('System.out.println("go"); for (long i = 0; ; i++) { }', "go")
print(f"an endless loop ended {took:.1f} s after the interrupt")
run("session().variants().size()")

pid = km.provisioner.pid
kc.shutdown()
km.finish_shutdown(waittime=30)
kc.stop_channels()
try:
    os.kill(pid, 0)
    raise AssertionError("the kernel outlived its shutdown")
except ProcessLookupError:
    print("OK")
