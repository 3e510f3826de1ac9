import Core
import Testing

@Suite("secrets in output")
struct SecretMaskTests {
    private let mask = SecretMask(["s3cr/t \"word\"", "token", "token123"])

    private func hidden(_ text: String) -> String {
        Array(text.utf8).withUnsafeBytes { String(decoding: mask.masked($0) ?? Array($0), as: UTF8.self) }
    }

    @Test(
        "a secret is hidden as it is and as tools write it",
        arguments: [
            "s3cr/t \"word\"", "s3cr%2Ft%20%22word%22", "s3cr%2ft%20%22word%22", "s3cr/t \\\"word\\\"",
            "s3cr/t &quot;word&quot;", "token", "token123",
        ]
    )
    func forms(_ form: String) { #expect(hidden("a \(form) b") == "a [secret] b") }

    @Test(
        "base64 is hidden wherever the secret stands in what was encoded",
        arguments: [
            // Of `token`, of `:token`, of `me:token`.
            "dG9rZW4=", "OnRva2Vu", "bWU6dG9rZW4=",
        ]
    )
    func base64(_ text: String) {
        let shown = hidden("Authorization: Basic \(text)")
        #expect(shown.contains("[secret]"))
        #expect(!shown.contains("9rZW"))
    }

    @Test("what holds no secret is left alone", arguments: ["", "tok en", "s3cr/t", "toke"])
    func clean(_ text: String) { #expect(hidden(text) == text) }

    @Test("wherever output is cut into pieces, it is hidden as in one piece")
    func pieces() {
        let text = "token tok token12 token123 abcab s3cr/t \"word\" s3cr/t \"wor token"
        let whole = hidden(text)
        let bytes = Array(text.utf8)
        for size in 1...bytes.count {
            var stream = SecretMask.Stream(mask)
            var shown: [UInt8] = []
            for start in stride(from: 0, to: bytes.count, by: size) {
                bytes[start..<min(start + size, bytes.count)].withUnsafeBytes { shown += stream.append($0) }
            }
            shown += stream.finish()
            #expect(String(decoding: shown, as: UTF8.self) == whole, "\(size)")
        }
    }

    @Test("a secret that overlaps itself is hidden whole")
    func overlap() {
        let mask = SecretMask(["abcab"])
        var stream = SecretMask.Stream(mask)
        var shown = Array("abcab".utf8).withUnsafeBytes { stream.append($0) }
        shown += stream.finish()
        #expect(String(decoding: shown, as: UTF8.self) == "[secret]")
    }

    @Test("each long line of a secret with several is hidden, and a short text never")
    func lines() {
        let mask = SecretMask(["-----BEGIN-----\nMIIEpAIBAAKCAQEA\n", "abc"])
        let shown = Array("x MIIEpAIBAAKCAQEA abc".utf8).withUnsafeBytes { mask.masked($0) ?? [] }
        #expect(String(decoding: shown, as: UTF8.self) == "x [secret] abc")
    }
}
