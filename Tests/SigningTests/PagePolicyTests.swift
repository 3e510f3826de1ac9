import Core
import Reports
import Scanning
import Signing
import Testing

@Suite("The policy of the HTML page")
struct PagePolicyTests {
    private let page: String

    init() { page = String(decoding: ReportForm.html.bytes(RunSummary()), as: UTF8.self) }

    private func between(_ start: String, _ end: String) throws -> String {
        let head = try #require(page.firstRange(of: start))
        let rest = page[head.upperBound...]
        return String(rest[..<(try #require(rest.firstRange(of: end)).lowerBound)])
    }

    private func digest(_ text: String) throws -> String {
        let digits = Array(text.utf8).withUnsafeBytes { Digest.sha256($0) }
        let bytes = try stride(from: 0, to: digits.utf8.count, by: 2).map { offset in
            let start = digits.index(digits.startIndex, offsetBy: offset)
            return try #require(UInt8(digits[start..<digits.index(start, offsetBy: 2)], radix: 16))
        }
        return "'sha256-" + Base64.encode(bytes) + "'"
    }

    @Test("allows the page's own script and style by their digests (scripts/write-page-digests), and nothing else")
    func digests() throws {
        let policy = try between("http-equiv=\"Content-Security-Policy\" content=\"", "\">")
        #expect(policy.contains("default-src 'none'"))
        #expect(policy.contains("script-src " + (try digest(try between("<script>", "</script>")))))
        #expect(policy.contains("style-src " + (try digest(try between("<style>", "</style>")))))
        #expect(!policy.contains("unsafe"))
    }

    @Test("is obeyed: no element has a style or an event of its own")
    func attributes() throws {
        let markup = try between("<body>", "<script")
        #expect(!markup.contains(" style=") && !markup.contains(" onclick="))
    }
}
