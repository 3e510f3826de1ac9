/// Appends JSON to bytes: deterministic, always valid UTF-8; numbers that are not finite become null.
///
/// A `Double` is written as the shortest decimal that reads back as itself, with a fraction or an exponent.
package struct JSONWriter {
    /// How the text is laid out.
    package enum Layout: Hashable, Sendable {
        /// No white space at all: one line.
        case compact
        /// A member or element a line, two spaces a level.
        case pretty
    }

    package private(set) var bytes: [UInt8] = []
    private let layout: Layout
    private let escapesMarkup: Bool
    /// How many brackets are open.
    private var level = 0

    /// With `escapesMarkup`, `<`, `>`, `&` and U+2028/2029 are written as `\u…`: safe inside `<script>`.
    package init(layout: Layout = .compact, escapesMarkup: Bool = false) {
        self.layout = layout
        self.escapesMarkup = escapesMarkup
    }

    package mutating func append(_ value: JSON) {
        switch value {
        case .null: literal("null")
        case .bool(let value): append(value)
        case .integer(let value): append(value)
        case .number(let value): append(value)
        case .string(let value): append(value)
        case .array(let elements):
            beginArray()
            for element in elements {
                beginElement()
                append(element)
            }
            endArray()
        case .object(let members):
            beginObject()
            for member in members {
                append(key: member.key)
                append(member.value)
            }
            endObject()
        }
    }

    /// Ends a line: an NDJSON record, a pretty document.
    package mutating func appendNewline() { bytes.append(0x0A) }

    package mutating func beginObject() { begin("{") }

    package mutating func endObject() { end("}") }

    /// A member's key; its value is to be appended next.
    package mutating func append(key: String) {
        beginElement()
        append(key)
        literal(layout == .pretty ? ": " : ":")
    }

    /// A key of which nothing must be escaped.
    @inline(__always)
    package mutating func append(key: StaticString) {
        beginElement()
        bytes.append(UInt8(ascii: "\""))
        literal(key)
        literal(layout == .pretty ? "\": " : "\":")
    }

    package mutating func beginArray() { begin("[") }

    package mutating func endArray() { end("]") }

    /// Goes on to an array's next element, which is to be appended next.
    package mutating func beginElement() {
        if !isOpened { bytes.append(UInt8(ascii: ",")) }
        indent()
    }

    @inline(__always)
    private mutating func begin(_ bracket: Unicode.Scalar) {
        bytes.append(UInt8(ascii: bracket))
        level += 1
    }

    @inline(__always)
    private mutating func end(_ bracket: Unicode.Scalar) {
        level -= 1
        if !isOpened { indent() }
        bytes.append(UInt8(ascii: bracket))
    }

    /// Whether the last bracket was opened just now: no value ends as one begins.
    @inline(__always)
    private var isOpened: Bool { bytes.last == UInt8(ascii: "{") || bytes.last == UInt8(ascii: "[") }

    private mutating func indent() {
        guard layout == .pretty else { return }
        bytes.append(0x0A)
        bytes.append(contentsOf: repeatElement(0x20, count: level * 2))
    }

    @inline(__always)
    private mutating func literal(_ text: StaticString) {
        text.withUTF8Buffer { bytes.append(contentsOf: $0) }
    }

    package mutating func append(_ value: Bool) { literal(value ? "true" : "false") }

    package mutating func append(_ value: Int64) {
        var magnitude = value.magnitude
        if value < 0 { bytes.append(UInt8(ascii: "-")) }
        let start = bytes.count
        repeat {
            bytes.append(0x30 &+ UInt8(truncatingIfNeeded: magnitude % 10))
            magnitude /= 10
        } while magnitude > 0
        bytes[start...].reverse()
    }

    /// A number that is not finite becomes null.
    package mutating func append(_ value: Double) {
        guard value.isFinite else { return literal("null") }
        var text = value.description
        text.withUTF8 { bytes.append(contentsOf: $0) }
    }

    /// A string of which nothing must be escaped, of at most so many bytes, written by `body`.
    package mutating func append(capacity: Int, plain body: (inout OutputSpan<UInt8>) -> Void) {
        bytes.append(UInt8(ascii: "\""))
        bytes.append(addingCapacity: capacity, initializingWith: body)
        bytes.append(UInt8(ascii: "\""))
    }

    package mutating func append(_ text: String) {
        bytes.append(UInt8(ascii: "\""))
        var text = text
        text.withUTF8 { utf8 in
            var start = 0
            var index = 0
            while index < utf8.count {
                let plain = plainLength(utf8, index)
                index &+= plain
                guard plain < 16, index < utf8.count else { continue }
                let length = escapedLength(utf8, index)
                if length > 0 {
                    bytes.append(contentsOf: utf8[start..<index])
                    start = index + length
                    escape(length == 3 ? 0x2000 | UInt16(utf8[index + 2] & 0x3F) : UInt16(utf8[index]))
                }
                index &+= max(1, length)
            }
            bytes.append(contentsOf: utf8[start...])
        }
        bytes.append(UInt8(ascii: "\""))
    }

    /// How many of the next 16 bytes stand for themselves for certain; 0 where there are no 16 left.
    @inline(__always)
    private func plainLength(_ utf8: UnsafeBufferPointer<UInt8>, _ index: Int) -> Int {
        guard let base = utf8.baseAddress, index &+ 16 <= utf8.count else { return 0 }
        let vector = Vector.load(base + index)
        // As signed numbers, control characters and bytes above 0x7F are all below 0x20.
        var odd = (vector .< Vector.space) .| (vector .== Vector.quote) .| (vector .== Vector.backslash)
        odd = odd .| (vector .== Vector.delete)
        if escapesMarkup {
            odd = odd .| (vector .== Vector.lessThan) .| (vector .== Vector.greaterThan)
            odd = odd .| (vector .== Vector.ampersand)
        }
        return Vector.first(odd)
    }

    /// How many bytes are written as one escape; 0 where the byte stands for itself.
    private func escapedLength(_ utf8: UnsafeBufferPointer<UInt8>, _ index: Int) -> Int {
        switch utf8[index] {
        case 0..<0x20, UInt8(ascii: "\""), UInt8(ascii: "\\"), 0x7F: 1
        case UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "&"): escapesMarkup ? 1 : 0
        case 0xE2: escapesMarkup && isLineSeparator(utf8, index) ? 3 : 0
        default: 0
        }
    }

    private func isLineSeparator(_ utf8: UnsafeBufferPointer<UInt8>, _ index: Int) -> Bool {
        index + 2 < utf8.count && utf8[index + 1] == 0x80 && utf8[index + 2] & 0xFE == 0xA8
    }

    private mutating func escape(_ unit: UInt16) {
        switch unit {
        case 0x22: literal("\\\"")
        case 0x5C: literal("\\\\")
        case 0x0A: literal("\\n")
        case 0x0D: literal("\\r")
        case 0x09: literal("\\t")
        default:
            literal("\\u")
            for shift in [12, 8, 4, 0] as [UInt16] {
                let digit = UInt8(truncatingIfNeeded: unit >> shift & 0xF)
                bytes.append(digit < 10 ? 0x30 &+ digit : 0x57 &+ digit)
            }
        }
    }
}

extension JSON {
    /// The value as bytes.
    package func serialized(_ layout: JSONWriter.Layout = .compact, escapesMarkup: Bool = false) -> [UInt8] {
        var writer = JSONWriter(layout: layout, escapesMarkup: escapesMarkup)
        writer.append(self)
        return writer.bytes
    }

    /// The value as text.
    package func text(_ layout: JSONWriter.Layout = .compact, escapesMarkup: Bool = false) -> String {
        String(decoding: serialized(layout, escapesMarkup: escapesMarkup), as: UTF8.self)
    }
}
