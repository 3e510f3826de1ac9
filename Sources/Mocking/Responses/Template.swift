import Chance
package import Scanning

/// A text with `{{…}}` for what the request says: `{{request.path.id}}`, `{{request.query.page}}`, `{{request.header.X}}`,
/// `{{request.body.order.sku}}`, `{{request.method}}`, `{{count}}`, `{{number 1 100}}`, `{{uuid}}`, `{{now}}`.
package struct Template: Sendable, Hashable {
    enum Value: Sendable, Hashable {
        case method
        case path(String)
        case query(String)
        case header(String)
        /// A place in the JSON body; empty for the whole body as text.
        case body(String)
        /// Which answer of the stub it is, from 1.
        case count
        /// A whole number of a range, by the mock's seed and the count.
        case number(ClosedRange<Int>)
        case uuid
        /// Seconds since 1970.
        case now
    }

    enum Piece: Sendable, Hashable {
        case literal(String)
        case value(Value)
    }

    let pieces: [Piece]

    /// What values are taken from.
    struct Source {
        var request: MockRequest
        var json: JSON?
        var parameters: [String: String]
        var count: Int
        var now: Double
        var draw: Draw
    }

    /// Why a text is no template, as a fragment.
    package struct Problem: Error, Sendable, Hashable {
        package var message: String
    }

    package init(_ text: String) throws(Problem) {
        var pieces: [Piece] = []
        var rest = text[...]
        while let open = rest.firstRange(of: "{{") {
            if open.lowerBound > rest.startIndex { pieces.append(.literal(String(rest[..<open.lowerBound]))) }
            rest = rest[open.upperBound...]
            guard let close = rest.firstRange(of: "}}") else { throw Problem(message: "'{{' without '}}'") }
            pieces.append(.value(try Self.value(rest[..<close.lowerBound])))
            rest = rest[close.upperBound...]
        }
        if !rest.isEmpty { pieces.append(.literal(String(rest))) }
        self.pieces = pieces
    }

    /// A text in which `{{` means nothing.
    package init(literal text: String) { pieces = [.literal(text)] }

    private static func value(_ text: Substring) throws(Problem) -> Value {
        let words = text.split(separator: " ")
        let parts = (words.first ?? "").split(separator: ".", maxSplits: 2).map(String.init)
        switch (parts.first, parts.dropFirst().first, parts.dropFirst(2).first) {
        case ("request", "method", nil): return .method
        case ("request", "path", let name?): return .path(name)
        case ("request", "query", let name?): return .query(name)
        case ("request", "header", let name?): return .header(name.lowercased())
        case ("request", "body", let place): return .body(place ?? "")
        case ("count", nil, nil): return .count
        case ("uuid", nil, nil): return .uuid
        case ("now", nil, nil): return .now
        case ("number", nil, nil):
            if words.count == 3, let low = Int(words[1]), let high = Int(words[2]), low <= high {
                return .number(low...high)
            }
            throw Problem(message: "'{{\(text)}}': write {{number LOWEST HIGHEST}}")
        default:
            throw Problem(
                message: "'{{\(text)}}' is no value; there are request.method, request.path.NAME, request.query.NAME, "
                    + "request.header.NAME, request.body.PLACE, count, number, uuid, now"
            )
        }
    }

    /// Whether nothing depends on the request.
    var isConstant: Bool {
        pieces.allSatisfy { if case .literal = $0 { true } else { false } }
    }

    func text(_ source: Source) -> String {
        pieces.map { piece in
            switch piece {
            case .literal(let text): text
            case .value(let value): Self.json(value, source).plainText
            }
        }.joined()
    }

    /// The value where the template is one value alone, with its type; else the text.
    func json(_ source: Source) -> JSON {
        if pieces.count == 1, case .value(let value) = pieces[0] { return Self.json(value, source) }
        return .string(text(source))
    }

    private static func json(_ value: Value, _ source: Source) -> JSON {
        switch value {
        case .method: .string(source.request.method)
        case .path(let name): .string(source.parameters[name] ?? "")
        case .query(let name): .string(source.request.query(name) ?? "")
        case .header(let name): .string(source.request.header(name) ?? "")
        case .body(""): .string(String(decoding: source.request.body, as: UTF8.self))
        case .body(let place): source.json?.value(at: place) ?? .string("")
        case .count: JSON(source.count)
        case .number(let range):
            JSON(range.lowerBound + Int(source.draw.below(UInt64(range.count), UInt64(source.count))))
        case .uuid: .string(uuid(source.draw.branch(1), UInt64(source.count)))
        case .now: JSON(Int(source.now))
        }
    }

    /// A UUID of version 4, by the seed.
    private static func uuid(_ draw: Draw, _ counter: UInt64) -> String {
        let high = draw.bits(counter &* 2) & ~0xF000 | 0x4000
        let low = draw.bits(counter &* 2 &+ 1) & ~(0xC000 << 48) | 0x8000 << 48
        let digits = [high, low].map { half in
            let text = String(half, radix: 16)
            return String(repeating: "0", count: 16 - text.count) + text
        }.joined()
        var uuid = ""
        for (index, digit) in digits.enumerated() {
            if [8, 12, 16, 20].contains(index) { uuid.append("-") }
            uuid.append(digit)
        }
        return uuid
    }
}

/// A JSON value of whose texts some are templates.
package indirect enum JSONTemplate: Sendable, Hashable {
    package struct Member: Sendable, Hashable {
        package var key: String
        package var value: JSONTemplate
    }

    case constant(JSON)
    case text(Template)
    case array([JSONTemplate])
    case object([Member])

    package init(_ value: JSON) throws(Template.Problem) {
        switch value {
        case .string(let text):
            let template = try Template(text)
            self = template.isConstant ? .constant(value) : .text(template)
        case .array(let elements):
            var all: [JSONTemplate] = []
            for element in elements { all.append(try JSONTemplate(element)) }
            self = .array(all)
        case .object(let members):
            var all: [Member] = []
            for member in members { all.append(Member(key: member.key, value: try JSONTemplate(member.value))) }
            self = .object(all)
        default: self = .constant(value)
        }
    }

    func json(_ source: Template.Source) -> JSON {
        switch self {
        case .constant(let value): value
        case .text(let template): template.json(source)
        case .array(let elements): .array(elements.map { $0.json(source) })
        case .object(let members): .object(members.map { JSON.Member($0.key, $0.value.json(source)) })
        }
    }
}
