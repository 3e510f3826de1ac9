package import Scanning

/// A request as a mock looks at it.
package struct MockRequest: Sendable {
    package struct Field: Sendable, Hashable {
        package var name: String
        package var value: String

        package init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }
    }

    package var method: String
    /// Percent-decoded, with the `/` in front, without the query.
    package var path: String
    /// Decoded, in the order of the request.
    package var query: [Field]
    /// Names in lower case.
    package var headers: [Field]
    /// The beginning of the body, as far as it was kept.
    package var body: [UInt8]
    /// Bytes of the whole body.
    package var bodyLength: Int

    package init(
        method: String,
        path: String,
        query: [Field] = [],
        headers: [Field] = [],
        body: [UInt8] = [],
        bodyLength: Int? = nil
    ) {
        self.method = method
        self.path = path
        self.query = query
        self.headers = headers
        self.body = body
        self.bodyLength = bodyLength ?? body.count
    }

    /// A request by the target of its first line, such as `/v1/items?page=2`.
    package init(method: String, target: String, headers: [Field] = [], body: [UInt8] = [], bodyLength: Int? = nil) {
        let question = target.firstIndex(of: "?")
        let path = question.map { target[..<$0] } ?? target[...]
        let query = question.map { target[target.index(after: $0)...].prefix { $0 != "#" } } ?? ""
        self.init(
            method: method,
            path: PercentText.decoded(path, plusIsSpace: false),
            query: query.split(separator: "&").map { pair in
                let halves = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
                return Field(
                    PercentText.decoded(halves[0], plusIsSpace: true),
                    halves.count > 1 ? PercentText.decoded(halves[1], plusIsSpace: true) : ""
                )
            },
            headers: headers,
            body: body,
            bodyLength: bodyLength
        )
    }

    /// Whether the body was kept to its end.
    package var isWhole: Bool { bodyLength == body.count }

    /// The first value of a parameter of the query.
    package func query(_ name: String) -> String? { query.first { $0.name == name }?.value }

    /// The first header of this name, which is in lower case.
    package func header(_ name: String) -> String? { headers.first { $0.name == name }?.value }

    /// The segments of the path; a slash at its end makes no segment.
    package var segments: [Substring] { path.split(separator: "/") }

    /// The body as JSON; nil where it is none, or was not kept whole.
    package func json() -> JSON? {
        guard isWhole, !body.isEmpty else { return nil }
        return try? JSON(parsing: body)
    }
}

/// Texts in which `%41` stands for `A`.
enum PercentText {
    static func decoded(_ text: Substring, plusIsSpace: Bool) -> String {
        guard text.utf8.contains(where: { $0 == 0x25 || $0 == 0x2B }) else { return String(text) }
        let bytes = Array(text.utf8)
        var decoded: [UInt8] = []
        var index = 0
        while index < bytes.count {
            if bytes[index] == 0x25, index + 2 < bytes.count, let high = digit(bytes[index + 1]),
                let low = digit(bytes[index + 2])
            {
                decoded.append(high << 4 | low)
                index += 3
            } else {
                decoded.append(plusIsSpace && bytes[index] == 0x2B ? 0x20 : bytes[index])
                index += 1
            }
        }
        return String(decoding: decoded, as: UTF8.self)
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 0x30...0x39: byte - 0x30
        case 0x41...0x46: byte - 0x37
        case 0x61...0x66: byte - 0x57
        default: nil
        }
    }
}
