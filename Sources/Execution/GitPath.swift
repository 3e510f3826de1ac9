/// Paths as git writes them in a diff: as they are, or in quotes with C's escapes.
enum GitPath {
    /// The path of `rename from …` and its kind.
    static func text(_ bytes: ArraySlice<UInt8>) -> String? {
        let plain = unquoted(bytes)?.bytes ?? Array(bytes)
        return plain.isEmpty ? nil : String(decoding: plain, as: UTF8.self)
    }

    /// The path of `--- a/…` or `+++ b/…`; nil for `/dev/null`.
    static func prefixed(_ bytes: ArraySlice<UInt8>, _ prefix: StaticString) -> String? {
        // git puts a tab behind a name with a space; a tab that belongs to a name is quoted.
        let plain = unquoted(bytes)?.bytes ?? Array(bytes.last == 0x09 ? bytes.dropLast() : bytes)
        guard prefix.withUTF8Buffer({ plain.starts(with: $0) }) else { return nil }
        return text(plain[prefix.utf8CodeUnitCount...])
    }

    /// The path of `a/NAME b/NAME`, which stands twice: all that a change without lines says of it.
    static func same(_ pair: ArraySlice<UInt8>) -> String? {
        if let first = unquoted(pair) { return prefixed(ArraySlice(first.bytes), "a/") }
        let length = (pair.count - 1) / 2
        guard pair.count >= 7, pair.count % 2 == 1 else { return nil }
        let (old, new) = (pair.prefix(length), pair.suffix(length))
        guard pair[pair.startIndex + length] == 0x20, old.dropFirst(2).elementsEqual(new.dropFirst(2)) else {
            return nil
        }
        return prefixed(old, "a/")
    }

    /// What the quotes at the beginning hold; nil where there are none, or they are not closed.
    private static func unquoted(_ bytes: ArraySlice<UInt8>) -> (bytes: [UInt8], end: Int)? {
        guard bytes.first == UInt8(ascii: "\"") else { return nil }
        var plain: [UInt8] = []
        var index = bytes.startIndex + 1
        while index < bytes.endIndex {
            let byte = bytes[index]
            index += 1
            if byte == UInt8(ascii: "\"") { return (plain, index) }
            guard byte == UInt8(ascii: "\\"), index < bytes.endIndex else {
                plain.append(byte)
                continue
            }
            if let octal = octal(bytes[index...]) {
                plain.append(octal)
                index += 3
            } else {
                plain.append(escapes[bytes[index]] ?? bytes[index])
                index += 1
            }
        }
        return nil
    }

    private static func octal(_ bytes: ArraySlice<UInt8>) -> UInt8? {
        guard bytes.count >= 3, bytes.prefix(3).allSatisfy({ $0 &- 0x30 <= 7 }) else { return nil }
        return UInt8(exactly: bytes.prefix(3).reduce(0) { $0 * 8 + Int($1 &- 0x30) })
    }

    private static let escapes: [UInt8: UInt8] = [
        UInt8(ascii: "a"): 0x07, UInt8(ascii: "b"): 0x08, UInt8(ascii: "t"): 0x09, UInt8(ascii: "n"): 0x0A,
        UInt8(ascii: "v"): 0x0B, UInt8(ascii: "f"): 0x0C, UInt8(ascii: "r"): 0x0D,
    ]
}
