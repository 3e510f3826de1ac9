/// A text by its form, such as `[A-Z]{3}-[0-9]{6}` or `(red|blue)-[a-f0-9]{8}`.
package struct TextPattern: Sendable, Hashable {
    /// One of several bytes, or one of several texts, so many times.
    struct Part: Sendable, Hashable {
        var choices: [[UInt8]]
        var repeats: ClosedRange<Int>
    }

    let parts: [Part]

    /// Why a text is no pattern, as a fragment.
    package struct Problem: Error, Sendable, Hashable {
        package var message: String
    }

    private static let lengthLimit = 1_000

    package init(_ text: String) throws(Problem) {
        var rest = Array(text.utf8)[...]
        var parts: [Part] = []
        while let byte = rest.popFirst() {
            let choices: [[UInt8]]
            switch byte {
            case UInt8(ascii: "["): choices = try Self.characters(&rest)
            case UInt8(ascii: "("): choices = try Self.alternatives(&rest)
            case UInt8(ascii: "\\"):
                guard let escaped = rest.popFirst() else { throw Problem(message: "the pattern ends with '\\'") }
                choices = escaped == UInt8(ascii: "d") ? (0x30...0x39).map { [$0] } : [[escaped]]
            case UInt8(ascii: "*"), UInt8(ascii: "+"), UInt8(ascii: "?"):
                throw Problem(message: "'\(Character(Unicode.Scalar(byte)))' has no bound; write {least,most}")
            default: choices = [[byte]]
            }
            parts.append(Part(choices: choices, repeats: try Self.repeats(&rest)))
        }
        guard parts.reduce(0, { $0 + $1.repeats.upperBound }) <= Self.lengthLimit else {
            throw Problem(message: "the pattern makes more than \(Self.lengthLimit) characters")
        }
        self.parts = parts
    }

    private static func characters(_ rest: inout ArraySlice<UInt8>) throws(Problem) -> [[UInt8]] {
        var found: Set<UInt8> = []
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "]") {
                guard !found.isEmpty else { throw Problem(message: "'[]' holds nothing") }
                return found.sorted().map { [$0] }
            }
            guard byte < 0x80 else { throw Problem(message: "a class holds ASCII only; write (ä|ö) for others") }
            if rest.first == UInt8(ascii: "-"), let last = rest.dropFirst().first, last != UInt8(ascii: "]") {
                guard byte <= last else { throw Problem(message: "a range of '[…]' goes backwards") }
                found.formUnion(byte...last)
                rest = rest.dropFirst(2)
            } else {
                found.insert(byte)
            }
        }
        throw Problem(message: "'[' without ']'")
    }

    private static func alternatives(_ rest: inout ArraySlice<UInt8>) throws(Problem) -> [[UInt8]] {
        guard let end = rest.firstIndex(of: UInt8(ascii: ")")) else { throw Problem(message: "'(' without ')'") }
        let texts = rest[..<end].split(separator: UInt8(ascii: "|"), omittingEmptySubsequences: false).map { Array($0) }
        rest = rest[(end + 1)...]
        return texts
    }

    private static func repeats(_ rest: inout ArraySlice<UInt8>) throws(Problem) -> ClosedRange<Int> {
        guard rest.first == UInt8(ascii: "{") else { return 1...1 }
        guard let end = rest.firstIndex(of: UInt8(ascii: "}")) else { throw Problem(message: "'{' without '}'") }
        let bounds = rest.dropFirst()[..<end].split(separator: UInt8(ascii: ",")).map {
            Int(String(decoding: $0, as: UTF8.self))
        }
        rest = rest[(end + 1)...]
        guard let least = bounds.first ?? nil, let most = bounds.count > 1 ? bounds[1] : least, bounds.count <= 2,
            least >= 0, most >= least, most <= lengthLimit
        else { throw Problem(message: "'{…}' is a number, or two such as {2,5}") }
        return least...most
    }

    /// How many texts there are; nil where their lengths differ, or there are more than 2^62.
    package var domain: UInt64? {
        var product: UInt64 = 1
        for part in parts {
            guard part.repeats.lowerBound == part.repeats.upperBound,
                Set(part.choices.map(\.count)).count == 1 || part.choices.count > 1
            else { return nil }
            for _ in 0..<part.repeats.lowerBound {
                let (next, overflowed) = product.multipliedReportingOverflow(by: UInt64(part.choices.count))
                guard !overflowed, next <= 1 << 62 else { return nil }
                product = next
            }
        }
        return product
    }
}
