"""A notebook in JupyterLab, in a headless browser: lab.py FOLDER_OF_SCREENSHOTS; prints OK."""
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request

import nbformat
from playwright.sync_api import sync_playwright

CELLS = [
    "%fresh lab\n%load --example cells --as unet\n%data cells --train 8 --test 4",
    "Table.create(IntStream.range(0, 40).mapToObj(i -> StringColumn.create(\"column \" + i,"
    " IntStream.range(0, 60).mapToObj(r -> \"<script>\" + r))).toArray(StringColumn[]::new))",
    "%plot weights",
    "%prune 0.5 --epochs 500 --as never",
]


class Lab:
    """JupyterLab with one notebook, and what a reader does with it."""

    def __init__(self, page, address):
        self.page = page
        self.errors = []
        page.on("pageerror", lambda e: self.errors.append(str(e)))
        page.goto(address + "/lab/tree/seen.ipynb?token=t&reset")
        page.wait_for_function(
            "() => window.jupyterapp?.shell?.currentWidget?.sessionContext?.session?.kernel?.status === 'idle'",
            timeout=60000)

    def command(self, name, args="{}"):
        """Starts a command of JupyterLab without waiting for its end."""
        self.page.evaluate("() => { window.jupyterapp.commands.execute('%s', %s); }" % (name, args))

    def cell(self, i, wait=True):
        """The i-th cell, scrolled to and run until it ends, or only begun."""
        self.show(i)
        self.command("notebook:run-cell")
        if wait:
            self.ended(i)
        return self.page.locator(".jp-CodeCell").nth(i)

    def show(self, i):
        self.page.evaluate(
            "i => { const c = window.jupyterapp.shell.currentWidget.content;"
            " c.activeCellIndex = i; return c.scrollToItem(i, 'start'); }", i)

    def ended(self, i):
        self.page.wait_for_function(
            "i => window.jupyterapp.shell.currentWidget.content.widgets[i].model.executionState === 'idle'"
            " && window.jupyterapp.shell.currentWidget.content.widgets[i].model.executionCount > 0",
            arg=i, timeout=60000)

    def set(self, i, source):
        self.page.evaluate(
            "([i, s]) => window.jupyterapp.shell.currentWidget.content.widgets[i].model.sharedModel.setSource(s)",
            [i, source])

    def theme(self, name):
        self.page.evaluate(
            "t => window.jupyterapp.commands.execute('apputils:change-theme', {theme: t})", name)
        self.page.wait_for_function("t => document.body.dataset.jpThemeName === t", arg=name)
        self.page.wait_for_timeout(500)


def lightness(locator, colour):
    """From 0 to 255."""
    rgb = locator.evaluate("(e, c) => getComputedStyle(e)[c]", colour)
    return sum(float(v) for v in re.findall(r"[\d.]+", rgb)[:3]) / 3


def check(lab, shot):
    page = lab.page
    lab.cell(0)

    table = lab.cell(1).locator(".cortado .scroll")
    assert table.locator("tbody tr").count() == 60 and table.locator("script").count() == 0
    wide, seen, left = table.evaluate("e => [e.scrollWidth, e.clientWidth, e.scrollLeft]")
    assert wide > 2 * seen and left == 0, (wide, seen)
    output = page.locator(".jp-CodeCell").nth(1).locator(".jp-OutputArea-output").bounding_box()
    box = table.bounding_box()
    assert box["x"] + box["width"] <= output["x"] + output["width"] + 1, (box, output)
    first = table.locator("tbody tr:nth-child(50) td").first
    last = table.locator("tbody tr:nth-child(50) td").last
    last.scroll_into_view_if_needed()
    at = last.bounding_box()
    assert box["x"] <= at["x"] and at["x"] + at["width"] <= box["x"] + box["width"], (at, box)
    assert abs(first.bounding_box()["x"] - box["x"]) < 3, "the first column stays"
    head = table.locator("thead th").last.bounding_box()
    assert abs(head["y"] - box["y"]) < 3, "the header stays"
    shot("table")

    figure = lab.cell(2).locator("[data-cortado-figure]")
    figure.locator(".main-svg").first.wait_for()
    title = figure.locator(".gtitle")
    for theme, light in (("JupyterLab Light", False), ("JupyterLab Dark", True)):
        lab.theme(theme)
        assert (lightness(title, "fill") > 128) is light, theme
        shot("figure-" + theme[11:].lower())
    drag = figure.locator(".nsewdrag").bounding_box()
    label = figure.locator(".hoverlayer .hovertext")
    for share in range(100):  # down, until the pointer meets the line
        page.mouse.move(drag["x"] + 0.4 * drag["width"], drag["y"] + share / 100 * drag["height"])
        page.wait_for_timeout(60)
        if label.count():
            break
    assert re.search(r"\d", label.first.text_content()), label.first.text_content()
    shot("hover")

    prune = lab.cell(3, wait=False)
    prune.get_by_text(re.compile(r"epoch \d+/500, loss")).wait_for(timeout=60000)
    shot("running")
    started = time.time()
    page.get_by_title(re.compile("^Interrupt")).click()
    lab.ended(3)
    took = time.time() - started
    assert "nterrupted" in prune.text_content(), prune.text_content()
    assert prune.locator(".bar").count() == 1, "one bar, which stays"
    shot("interrupted")
    lab.set(3, "%history")
    lab.cell(3)
    assert "unet" in prune.text_content() and "never" not in prune.text_content()

    lab.set(3, "20 + 22")
    lab.command("runmenu:restart-and-run-all")
    page.get_by_role("button", name="Confirm Kernel Restart").click()
    page.wait_for_function(
        "() => window.jupyterapp.shell.currentWidget.content.widgets.every("
        "(w, i) => w.model.executionCount === i + 1)", timeout=60000)
    lab.ended(3)
    lab.show(3)
    prune.locator(".jp-OutputArea-executeResult").get_by_text("42").wait_for()
    lab.show(2)
    figure.locator(".main-svg").first.wait_for()
    shot("again")
    assert not lab.errors, lab.errors
    return took


def serve(folder):
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        port = s.getsockname()[1]
    for name in ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "HOME"):
        os.environ[name] = os.path.join(folder, name.lower())
        os.makedirs(os.environ[name])
    news = os.environ["JUPYTER_CONFIG_DIR"] + "/lab/user-settings/@jupyterlab/apputils-extension"
    os.makedirs(news)
    with open(news + "/notification.jupyterlab-settings", "w") as f:
        f.write('{"fetchNews": "false"}')
    work = os.path.join(folder, "work")
    os.makedirs(work)
    cells = [nbformat.v4.new_code_cell(c) for c in CELLS]
    kernel = {"name": os.environ["CORTADO_TEST_KERNEL"], "display_name": "Cortado", "language": "java"}
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": kernel}), work + "/seen.ipynb")
    server = subprocess.Popen(
        [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", "--port=%d" % port,
         "--IdentityProvider.token=t", "--ServerApp.root_dir=" + work,
         "--LabApp.expose_app_in_browser=True"],
        stdout=open(folder + "/server.log", "w"), stderr=subprocess.STDOUT)
    address = "http://127.0.0.1:%d" % port
    for _ in range(300):
        try:
            urllib.request.urlopen(address + "/api?token=t", timeout=5).read()
            return server, address
        except OSError:
            assert server.poll() is None, open(folder + "/server.log").read()
            time.sleep(0.1)
    raise AssertionError(open(folder + "/server.log").read())


def main():
    os.makedirs(sys.argv[1], exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        server, address = serve(folder)
        try:
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(
                    executable_path=shutil.which("chromium"), args=["--no-sandbox"],
                    ignore_default_args=["--hide-scrollbars"])
                page = browser.new_page(viewport={"width": 1200, "height": 800})
                shot = lambda name: page.screenshot(path="%s/%s.png" % (sys.argv[1], name))
                try:
                    took = check(Lab(page, address), shot)
                except BaseException:
                    shot("failed")
                    raise
                browser.close()
            print("OK, interrupted in %.1f s" % took)
        finally:
            server.terminate()
            server.wait(30)


main()
