import Configuration
import Mocking
import Scanning
import Testing

@Suite struct RecordingTests {
    private func recorded(_ exchanges: MockRecording.Exchange...) -> String {
        var recording = MockRecording()
        for exchange in exchanges { recording.add(exchange) }
        return recording.stubFile(name: "pay", dependency: "pay", of: "http://pay.test")
    }

    @Test("no secret of a request or an answer gets into a recording, wherever it stands again")
    func secrets() throws {
        let token = "tok-4f9c1e77aa"
        let text = recorded(
            MockRecording.Exchange(
                request: MockRequest(
                    method: "POST",
                    target: "/login?api_key=KEY-123456&page=2",
                    headers: [.init("authorization", "Bearer abcdef123456"), .init("cookie", "sid=s3ss10nvalue")],
                    body: Array(#"{"user": "ann", "password": "hunter2-hunter2"}"#.utf8)
                ),
                status: 200,
                headers: [.init("set-cookie", "sid=s3ss10nvalue; Path=/"), .init("content-type", "application/json")],
                body: Array(#"{"access_token": "\#(token)", "max_tokens": 12, "key_id": "AKIAABCDEFGHIJKLMNOP"}"#.utf8)
            ),
            MockRecording.Exchange(
                request: MockRequest(method: "GET", target: "/echo"),
                status: 200,
                headers: [],
                body: Array("you said \(token) and abcdef123456".utf8)
            )
        )
        for secret in [token, "abcdef123456", "s3ss10nvalue", "hunter2", "KEY-123456", "AKIAABCDEFGHIJKLMNOP"] {
            #expect(!text.contains(secret), "\(secret)")
        }
        #expect(text.contains(#""max_tokens":12"#))
        #expect(text.contains(#"query: {"page": "2"}"#))
    }

    @Test("a recording is a stub file that answers as the server did, one answer after the other")
    func roundTrip() throws {
        func exchange(_ body: String) -> MockRecording.Exchange {
            MockRecording.Exchange(
                request: MockRequest(method: "GET", target: "/state?x=%7B%7B"),
                status: 200,
                headers: [.init("Content-Type", "text/plain"), .init("Date", "now")],
                body: Array(body.utf8)
            )
        }
        let text = recorded(exchange("one {{no template}}"), exchange("two: \"quoted\"\n"))
        let loaded = StubFiles.load([(name: "r.yaml", bytes: Array(text.utf8))])
        #expect(loaded.diagnostics.isEmpty, "\(text)")
        var engine = MockEngine(try #require(loaded.definition))
        let answers = (0..<3).map { _ in
            engine.answer(MockRequest(method: "GET", target: "/state?x=%7B%7B"), at: 0, now: 0)
        }
        #expect(
            answers.map { String(decoding: $0.body, as: UTF8.self) } == [
                "one {{no template}}", "two: \"quoted\"\n", "two: \"quoted\"\n",
            ]
        )
    }
}
