import Testing

@testable import Core

struct VolatileTextTests {
    @Test(
        "A failure's message loses all numbers, and of paths all but the last part",
        arguments: [
            ("expected 200, got 503", "expected <n>, got <n>"),
            ("took 1.25s", "took <n>s"), ("seed: 17", "seed=<n>"), ("in /tmp/pytest-12/x0", "in <path>"),
            ("user 3fa85f64-5717-4562-b3fc-2c963f66afa6", "user <id>"),
            ("at 2026-11-28T15:04:05.123Z ok", "at <time> ok"), ("due 2026-11-28", "due <time>"),
            ("no such file: /builds/acme/app/src/pay.py", "no such file: <path>/pay.py"),
            ("commit 18d7feea1b is gone", "commit <id> is gone"),
            ("deadbeef is a word", "deadbeef is a word"),
            ("10:02:33 timeout", "<time> timeout"),
            ("object at 0x1f", "object at <address>"),
            ("Utf8Error", "Utf8Error"),
        ]
    )
    func messages(_ text: String, _ stable: String) {
        #expect(VolatileText.stable(text) == stable)
    }

    @Test("What is stable already stays as it is, whatever the bytes")
    func isIdempotent() {
        let texts = ["a<n>b", "<path>/x", "\u{0}\u{1}", "🙂 12 🙂", String(repeating: "0x", count: 500), "////", "0x"]
        for text in texts {
            let once = VolatileText.stable(text)
            #expect(VolatileText.stable(once) == once)
        }
    }
}

struct FailureSignatureTests {
    @Test("Failures of one cause have one signature, whatever the numbers, paths and lines")
    func sameCause() throws {
        let first = """
            AssertionError: expected 200, got 503
            Traceback (most recent call last):
              File "/home/a/app/tests/test_pay.py", line 12, in test_pay
              File "/home/a/app/pay.py", line 8, in charge
            """
        let second = """
            AssertionError: expected 201, got 500
            Traceback (most recent call last):
              File "/builds/1/app/tests/test_pay.py", line 14, in test_refund
              File "/builds/1/app/pay.py", line 9, in charge
            """
        let one = try #require(FailureSignature(first))
        #expect(one == FailureSignature(second))
        #expect(one.hash == FailureSignature(second)?.hash)
        #expect(one.description == "AssertionError: expected <n>, got <n> in pay.py charge")
    }

    @Test(
        "The innermost frame is found in the traces of several languages",
        arguments: [
            (
                "NullPointerException\n\tat com.acme.Shop.pay(Shop.java:12)\n\tat com.acme.Main.main(Main.java:3)",
                "com.acme.Shop.pay"
            ),
            ("Error: boom\n    at pay (/app/src/shop.js:3:4)\n    at run (/app/src/x.js:1:1)", "pay"),
            ("shop_test.go:12: got 3", "shop_test.go"),
            ("just words", nil),
        ] as [(String, String?)]
    )
    func frames(_ text: String, _ frame: String?) { #expect(FailureSignature(text)?.frame == frame) }

    @Test("What says nothing has no signature; what differs in words has another one")
    func differences() {
        #expect(FailureSignature(nil) == nil)
        #expect(FailureSignature(" \n ") == nil)
        #expect(FailureSignature("timeout") != FailureSignature("refused"))
    }
}
