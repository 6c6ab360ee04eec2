"""A terminal that knows sixels: runs the REPL given as arguments, reads back the picture it draws."""
import fcntl, os, pty, re, select, struct, sys, termios, time

PATIENCE_S = 120
WIDTH, HEIGHT = 20, 13
RED_AT = (3, 7)
PICTURE = re.compile(rb"\x1bP([\d;]*)q(.*?)\x1b\\", re.DOTALL)

pid, terminal = pty.fork()
if pid == 0:
    os.environ["TERM"] = "xterm-256color"
    for name in ("TMUX", "TERM_PROGRAM", "COLORTERM"):
        os.environ.pop(name, None)
    os.execvp(sys.argv[1], sys.argv[1:])
fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 100, 0, 0))

seen = b""
asked = 0


def read_until(found):
    global seen, asked
    end = time.monotonic() + PATIENCE_S
    while not found():
        assert time.monotonic() < end, seen
        if select.select([terminal], [], [], 0.2)[0]:
            seen += os.read(terminal, 65536)
        while seen.count(b"\x1b[c") > asked:
            asked += 1
            os.write(terminal, b"\x1b[?62;4;22c")


def line(text):
    os.write(terminal, text.encode() + b"\r")


def decode(data):
    """Rows of (red, green, blue) in percent, as DEC's manual has it."""
    size = re.match(r'"1;1;(\d+);(\d+)', data)
    width, height = int(size[1]), int(size[2])
    pixels, colours, colour, x, y = {}, {}, None, 0, 0
    at = size.end()
    while at < len(data):
        if m := re.compile(r"#(\d+)(?:;2;(\d+);(\d+);(\d+))?").match(data, at):
            colour = m[1]
            if m[2]:
                colours[colour] = tuple(int(m[i]) for i in (2, 3, 4))
            at = m.end()
        elif m := re.compile(r"(?:!(\d+))?([?-~])").match(data, at):
            for _ in range(int(m[1] or 1)):
                for bit in range(6):
                    if ord(m[2]) - ord("?") >> bit & 1:
                        pixels[x, y + bit] = colours[colour]
                x += 1
            at = m.end()
        elif data[at] == "$":
            x, at = 0, at + 1
        else:
            assert data[at] == "-", data[at:]
            x, y, at = 0, y + 6, at + 1
    assert set(pixels) == {(i, j) for i in range(width) for j in range(height)}, "holes or too much"
    return width, height, pixels


read_until(lambda: b"cortado>" in seen)
assert asked == 1, "the terminal was not asked for its attributes"
line(f"var image = new java.awt.image.BufferedImage({WIDTH}, {HEIGHT}, 1)")
line("image.setRGB(%d, %d, 0xFF0000)" % RED_AT)
line("image")
read_until(lambda: PICTURE.search(seen))
width, height, pixels = decode(PICTURE.search(seen)[2].decode("ascii"))
assert (width, height) == (WIDTH, HEIGHT), (width, height)
for place, colour in pixels.items():
    assert colour == ((100, 0, 0) if place == RED_AT else (0, 0, 0)), (place, colour)

drawn = PICTURE.search(seen).end()
read_until(lambda: b"cortado>" in seen[drawn:])  # before, the line's own discipline would take it
os.write(terminal, b"\x04")
end = time.monotonic() + PATIENCE_S
while os.waitpid(pid, os.WNOHANG) == (0, 0):
    assert time.monotonic() < end, "the REPL stays"
    if select.select([terminal], [], [], 0.2)[0]:
        try:
            os.read(terminal, 65536)
        except OSError:
            pass  # it has left
print("OK")
