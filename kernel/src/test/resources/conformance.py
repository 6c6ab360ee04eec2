"""The kernel in the eyes of Jupyter's own conformance suite."""

import os
import unittest

import jupyter_kernel_test as jkt


class Conformance(jkt.KernelTests):
    kernel_name = os.environ["CORTADO_TEST_KERNEL"]
    language_name = "java"
    file_extension = ".jsh"
    code_hello_world = 'System.out.println("hello, world");'
    code_stderr = 'System.err.println("oops");'
    completion_samples = [
        {"text": "System.ou", "matches": ["out"]},
        {"text": "%ha", "matches": ["%half"]},
        {"text": "%half 3 --ex", "matches": ["--exact"]},
        {"text": 'String s = "x";\ns.toUpp', "matches": ["toUpperCase("]},
        {"text": "%half 4\nMath.hyp", "matches": ["hypot("]},
        {"text": "import java.time.*;\nint a = 1;\n%half 4\nSystem.ou", "matches": ["out"]},
    ]
    complete_code_samples = ["1 + 1", "int f(int a) { return a; }", "%half 3", "%half 4\nint b = 2;"]
    incomplete_code_samples = ["int f(int a) {", "for (int i = 0; i < 3; i++)", "%half \\"]
    invalid_code_samples = ["int x = (1 + ;"]
    code_generate_error = 'throw new RuntimeException("x");'
    code_execute_result = [
        {"code": "1 + 2 + 3", "result": "6"},
        {"code": "%half 5", "result": "2.5"},
        {"code": "1 + 3 * 4", "result": "13"},
        {"code": "int i = 20;\nvar h = %half 8\nh + i", "result": "24.0"},
    ]
    code_display_data = [
        {"code": "display(42);", "mime": "text/plain"},
        {"code": "%work --seconds 0.2", "mime": "text/html"},
    ]
    code_history_pattern = "1 ? 2 +*"
    supported_history_operations = ("tail", "range", "search")
    code_inspect_sample = '"abc".substring('
    code_clear_output = "clearOutput()"
    code_page_something = "%half?"


class Welcome(jkt.IopubWelcomeTests):
    kernel_name = os.environ["CORTADO_TEST_KERNEL"]
    support_iopub_welcome = True


if __name__ == "__main__":
    unittest.main(verbosity=2)
