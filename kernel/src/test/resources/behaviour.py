"""What the conformance suite does not ask."""

import os
import random
import time
import unittest

from jupyter_client.manager import start_new_kernel

PATIENCE = 60


class Behaviour(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.km, cls.kc = start_new_kernel(kernel_name=os.environ["CORTADO_TEST_KERNEL"])

    @classmethod
    def tearDownClass(cls):
        cls.kc.stop_channels()
        cls.km.shutdown_kernel()

    def run_cell(self, code, during=None, **options):
        """Runs a cell; gives its reply and what was shown, in order."""
        msg_id = self.kc.execute(code, **options)
        shown = []
        while True:
            msg = self.kc.get_iopub_msg(timeout=PATIENCE)
            if msg["parent_header"].get("msg_id") != msg_id:
                continue
            content = msg["content"]
            if msg["msg_type"] == "status":
                if content["execution_state"] == "idle":
                    break
            elif msg["msg_type"] != "execute_input":
                shown.append((msg["msg_type"], content))
                if during:
                    during(msg)
        return self.reply(msg_id), shown

    def reply(self, msg_id):
        while True:
            msg = self.kc.get_shell_msg(timeout=PATIENCE)
            if msg["parent_header"].get("msg_id") == msg_id:
                return msg["content"]

    def interrupt_once(self, delay=0.0):
        sent = []

        def interrupt(_):
            if not sent:
                sent.append(time.time())
                time.sleep(delay)
                self.km.interrupt_kernel()

        return interrupt

    def test_a_magic_is_interrupted_and_the_session_lives_on(self):
        self.run_cell("int kept = 7;")
        start = time.time()
        reply, shown = self.run_cell("%work --seconds 60", during=self.interrupt_once())
        self.assertEqual("error", reply["status"])
        self.assertEqual("Interrupted", reply["ename"])
        self.assertLess(time.time() - start, 30)
        reply, shown = self.run_cell("kept")
        self.assertEqual("7", shown[-1][1]["data"]["text/plain"])

    def test_sleeping_java_is_interrupted(self):
        code = 'System.out.println("go"); Thread.sleep(60000);'
        reply, shown = self.run_cell(code, during=self.interrupt_once())
        self.assertEqual("Interrupted", reply["ename"])

    def test_endless_java_is_interrupted(self):
        code = 'System.out.println("go"); while (true) { }'
        reply, shown = self.run_cell(code, during=self.interrupt_once())
        self.assertEqual("Interrupted", reply["ename"])
        reply, shown = self.run_cell("1 + 1")
        self.assertEqual("2", shown[-1][1]["data"]["text/plain"])

    def test_progress_updates_in_place_and_its_last_state_stays(self):
        start = time.time()
        reply, shown = self.run_cell("%work --seconds 1")
        took = time.time() - start
        kinds = [kind for kind, _ in shown]
        self.assertEqual("display_data", kinds[0])
        self.assertEqual("execute_result", kinds[-1])
        updates = [c for kind, c in shown if kind == "update_display_data"]
        self.assertGreaterEqual(len(updates), 2)
        # At most one each 200 ms, however many steps there are; a busy machine takes longer.
        self.assertLessEqual(len(updates), 3 + 5 * took)
        self.assertEqual(
            {shown[0][1]["transient"]["display_id"]}, {u["transient"]["display_id"] for u in updates}
        )
        self.assertIn("100 %", updates[-1]["data"]["text/plain"])

    def test_errors_name_what_the_user_did(self):
        reply, shown = self.run_cell("int half(int n) { return n / 0; }\nhalf(4)")
        self.assertEqual("java.lang.ArithmeticException", reply["ename"])
        self.assertEqual("/ by zero", reply["evalue"])
        self.assertEqual(
            [
                "java.lang.ArithmeticException: / by zero",
                "    at half (cell, line 1: int half(int n) { return n / 0; })",
                "    at cell, line 2: half(4)",
            ],
            reply["traceback"],
        )
        reply, shown = self.run_cell("%half 3 --exact")
        self.assertEqual("UserError", reply["ename"])
        self.assertEqual(1, len(reply["traceback"]))
        self.assertEqual("error", shown[-1][0])

    def test_queued_cells_stop_at_an_error(self):
        self.run_cell("int before = 0;")
        # All four have to be there when the second fails, whenever this process gets to send them.
        cells = ("Thread.sleep(2000); before = 1;", "int x = ;", "before = 2;", "before = 3;")
        ids = [self.kc.execute(c) for c in cells]
        replies = [self.reply(i) for i in ids]
        self.assertEqual(["ok", "error", "aborted", "aborted"], [r["status"] for r in replies])
        reply, shown = self.run_cell("before")
        self.assertEqual("1", shown[-1][1]["data"]["text/plain"])
        ids = [self.kc.execute(c, stop_on_error=False) for c in ("int x = ;", "before = 4;")]
        self.assertEqual(["error", "ok"], [self.reply(i)["status"] for i in ids])

    def test_many_lines_arrive_whole_and_in_order(self):
        count = 100_000
        code = f'for (int i = 0; i < {count}; i++) System.out.println("línea " + i);'
        reply, shown = self.run_cell(code)
        text = "".join(c["text"] for kind, c in shown if kind == "stream")
        self.assertEqual([f"línea {i}" for i in range(count)], text.splitlines())

    def test_text_appears_while_the_cell_runs(self):
        seen = []
        code = 'System.out.print("first"); Thread.sleep(4000); System.err.print("second");'
        self.run_cell(code, during=lambda m: seen.append((time.time(), m["content"].get("text"))))
        self.assertEqual(["first", "second"], [text for _, text in seen])
        self.assertGreater(seen[1][0] - seen[0][0], 1)

    def test_silent_cells_and_user_expressions(self):
        reply, shown = self.run_cell("6 * 7", silent=True)
        self.assertEqual([], shown)
        reply, shown = self.run_cell("int u = 3;", user_expressions={"twice": "2 * u", "no": "nope"})
        twice = reply["user_expressions"]["twice"]
        self.assertEqual(("ok", "6"), (twice["status"], twice["data"]["text/plain"]))
        self.assertEqual("error", reply["user_expressions"]["no"]["status"])

    def test_standard_input_asks_the_front_end(self):
        msg_id = self.kc.execute("new Scanner(System.in).nextLine()", allow_stdin=True)
        self.kc.get_stdin_msg(timeout=PATIENCE)
        self.kc.input("héllo")
        self.assertEqual("ok", self.reply(msg_id)["status"])
        reply, shown = self.run_cell("last()")
        self.assertEqual("héllo", shown[-1][1]["data"]["text/plain"])
        reply, shown = self.run_cell("System.in.read()", allow_stdin=False)
        self.assertEqual("error", reply["status"])

    def test_cursors_count_code_points(self):
        code = 'String s = "😀"; s.toUpp'
        msg_id = self.kc.complete(code, len(code))
        reply = self.reply(msg_id)
        self.assertEqual(["toUpperCase("], reply["matches"])
        self.assertEqual("toUpp", code[reply["cursor_start"] : reply["cursor_end"]])

    def test_help_of_a_magic(self):
        msg_id = self.kc.inspect("int a = 1;\n%half 3", 15)
        self.assertIn("Halves a number", self.reply(msg_id)["data"]["text/plain"])

    def test_a_forged_or_broken_message_is_dropped(self):
        session = self.kc.session
        key, session.key = session.key, b"forged"
        self.kc.execute('System.exit(1);')
        session.key = key
        socket = self.kc.shell_channel.socket
        for frames in ([b"x"], [b"<IDS|MSG>"], [b"<IDS|MSG>", b"", b"{", b"", b"", b""], [b""] * 9):
            socket.send_multipart(frames)
        reply, shown = self.run_cell("1 + 1")
        self.assertEqual("ok", reply["status"])

    def test_history_by_tail_range_and_search(self):
        for code in ("int first = 1;", "int second = 2;", "int second = 2;"):
            self.run_cell(code)
        inputs = lambda **asked: [e[2] for e in self.reply(self.kc.history(**asked))["history"]]
        self.assertEqual(["int second = 2;"] * 2, inputs(hist_access_type="tail", n=2))
        pattern = {"hist_access_type": "search", "pattern": "int second*", "n": 9}
        self.assertEqual(["int second = 2;"], inputs(unique=True, **pattern))
        self.assertEqual(2, len(inputs(**pattern)))
        last = self.reply(self.kc.history(hist_access_type="tail", n=1))["history"][0][1]
        found = inputs(hist_access_type="range", session=0, start=last - 2, stop=last)
        self.assertEqual(["int first = 1;", "int second = 2;"], found)

    def test_signature_and_javadoc_of_java(self):
        text = self.reply(self.kc.inspect("Math.hypot(", 11))["data"]["text/plain"]
        self.assertIn("double Math.hypot(double x, double y)", text)
        self.assertFalse(self.reply(self.kc.inspect("nowhere", 7))["found"])

    def test_comms_are_none_and_an_unknown_one_is_closed(self):
        self.assertEqual({}, self.reply(self.kc.comm_info())["comms"])
        msg = self.kc.session.msg("comm_open", {"comm_id": "c1", "target_name": "x", "data": {}})
        self.kc.shell_channel.send(msg)
        while True:
            seen = self.kc.get_iopub_msg(timeout=PATIENCE)
            if seen["msg_type"] == "comm_close":
                break
        self.assertEqual("c1", seen["content"]["comm_id"])

    def test_output_is_cleared_in_order(self):
        reply, shown = self.run_cell('System.out.print("a"); clearOutput(); System.out.print("b");')
        self.assertEqual(["stream", "clear_output", "stream"], [kind for kind, _ in shown])

    def test_two_thousand_malformed_messages_are_dropped(self):
        chance = random.Random(7)
        session, socket = self.kc.session, self.kc.shell_channel.socket
        types = ["execute", "complete", "inspect", "history", "is_complete", "kernel_info", "comm_info"]
        junk = [None, 1, -1, 1e300, "", "\u0000", [], {}, [[]], {"a": {}}, True, "%prune ((", "😀"]
        for i in range(2000):
            msg = session.msg(
                chance.choice(types) + "_request",
                {
                    k: chance.choice(junk)
                    for k in ("code", "cursor_pos", "hist_access_type", "n", "silent", "start")
                    if chance.random() < 0.7
                },
            )
            if msg["msg_type"] == "execute_request":  # one that fails must not end the others
                msg["content"].update(silent=True, stop_on_error=False)
            frames = session.serialize(msg)
            if i % 2:  # signed as it should be, but not what the protocol says
                at = chance.randrange(len(frames))
                cut = chance.randrange(len(frames[at]) + 1)
                frames[at] = frames[at][:cut] + bytes(chance.randrange(256) for _ in range(3))
            if i % 5 == 0:
                del frames[chance.randrange(len(frames))]
            if i % 4 == 3:
                parts = [chance.choice([b"{}", b"[]", b"nul", b"", b"{" * 900]) for _ in range(4)]
                frames = [b"<IDS|MSG>", session.sign(parts)] + parts
            if frames:
                socket.send_multipart(frames)
        reply, shown = self.run_cell("40 + 2")
        self.assertEqual("42", shown[-1][1]["data"]["text/plain"])

    def test_a_million_printed_lines_all_arrive(self):
        reply, shown = self.run_cell("for (int i = 0; i < 1_000_000; i++) System.out.println(i);")
        self.assertEqual("ok", reply["status"])
        text = "".join(content["text"] for kind, content in shown if kind == "stream")
        self.assertEqual(1_000_000, text.count("\n"))
        self.assertTrue(text.endswith("\n999999\n"))
        reply, shown = self.run_cell("1 + 1")
        self.assertEqual("2", shown[-1][1]["data"]["text/plain"])

    def test_restart_forgets_and_leaves_no_orphan(self):
        self.run_cell("int forgotten = 1; long pid = ProcessHandle.current().pid();")
        reply, shown = self.run_cell("pid")
        pid = int(shown[-1][1]["data"]["text/plain"])
        self.km.restart_kernel(now=False)
        self.kc.wait_for_ready(timeout=PATIENCE)
        reply, shown = self.run_cell("forgotten")
        self.assertEqual("CompileError", reply["ename"])
        with self.assertRaises(ProcessLookupError):
            os.kill(pid, 0)


if __name__ == "__main__":
    unittest.main(verbosity=2)
