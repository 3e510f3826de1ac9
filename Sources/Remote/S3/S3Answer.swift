internal import Scanning

/// What S3 says in its documents.
enum S3Answer {
    /// The texts of all elements that hold no other, under their own and their parent's name: `Contents/Key`.
    ///
    /// nil for what is no XML document.
    static func texts(_ body: [UInt8]) -> [(path: String, text: String)]? {
        try? body.withUnsafeBytes { bytes throws(ScanError) in try texts(bytes) }
    }

    private static func texts(_ bytes: Bytes) throws(ScanError) -> [(path: String, text: String)] {
        var xml = try XMLScanner(bytes)
        var found: [(path: String, text: String)] = []
        var open: [String] = []
        var text = ""
        while true {
            switch try xml.next() {
            case .start(let name, _):
                text = ""
                open.append(xml.localName(name).string)
            case .text(let range, let isCDATA): text += xml.string(of: range, isCDATA: isCDATA, limit: 4_096)
            case .end:
                if open.count >= 2 { found.append((open.suffix(2).joined(separator: "/"), text)) }
                _ = open.popLast()
                text = ""
            case .eof: return found
            }
        }
    }

    static func text(_ path: String, in body: [UInt8]) -> String? {
        texts(body)?.first { $0.path == path && !$0.text.isEmpty }?.text
    }

    /// `the server answers 404 (NoSuchBucket: The specified bucket does not exist)`.
    static func problem(_ response: HTTPResponse) -> String {
        let words = ["Error/Code", "Error/Message"].compactMap { text($0, in: response.body) }.joined(separator: ": ")
        return "the server answers \(response.status)" + (words.isEmpty ? "" : " (\(words.prefix(300)))")
    }

    /// Whether an answer that says 200 tells of a failure all the same, as the end of an upload in parts may.
    static func isFailure(_ response: HTTPResponse) -> Bool { text("Error/Code", in: response.body) != nil }
}
