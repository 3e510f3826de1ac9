import Scanning

/// One of the names and values that a tool tells its results apart by; its text is `name=value`.
struct SARIFFingerprint {
    let name: JSONReader.Key
    let value: JSONReader.Key

    private static let nameLimit = 100
    private static let valueLimit = 200

    /// The first four in the order of their texts, as one text.
    static func joined(_ all: [SARIFFingerprint]) -> String {
        guard all.allSatisfy(\.isPlain) else {
            return all.map(\.text).sorted().prefix(4).joined(separator: " ")
        }
        let first = (all.count < 2 ? all : all.sorted { $0.precedes($1) }).prefix(4)
        let length = first.reduce(0) { $0 + $1.count } + first.count - 1
        return String(unsafeUninitializedCapacity: length) { output in
            var filled = 0
            for fingerprint in first {
                if filled > 0 {
                    output[filled] = UInt8(ascii: " ")
                    filled += 1
                }
                for index in 0..<fingerprint.count { output[filled + index] = fingerprint[index] }
                filled += fingerprint.count
            }
            return filled
        }
    }

    /// Whether the text is as the document writes it, as nearly all are.
    private var isPlain: Bool {
        !name.hasEscapes && !value.hasEscapes && name.raw.count <= Self.nameLimit && name.raw.isPlain
            && value.raw.count <= Self.valueLimit && value.raw.isPlain
    }

    private var text: String {
        "\(JSONText.text(name, limit: Self.nameLimit))=\(JSONText.text(value, limit: Self.valueLimit))"
    }

    /// The length of a plain text.
    private var count: Int { name.raw.count + 1 + value.raw.count }

    /// A byte of a plain text.
    @inline(__always)
    private subscript(index: Int) -> UInt8 {
        let length = name.raw.count
        return index < length ? name.raw[index] : index == length ? UInt8(ascii: "=") : value.raw[index &- length &- 1]
    }

    private func precedes(_ other: SARIFFingerprint) -> Bool {
        let shorter = min(count, other.count)
        var index = 0
        while index < shorter, self[index] == other[index] { index &+= 1 }
        return index < shorter ? self[index] < other[index] : count < other.count
    }
}
