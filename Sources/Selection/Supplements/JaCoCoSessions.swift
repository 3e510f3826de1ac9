/// An exec file of JaCoCo: sessions one behind the other, each with the classes that were reached until its dump.
package enum JaCoCoSessions {
    private static let header: UInt8 = 0x01
    private static let session: UInt8 = 0x10
    private static let classes: UInt8 = 0x11

    /// Whether bytes are an exec file: its first block says so.
    package static func recognises(_ bytes: [UInt8]) -> Bool { bytes.starts(with: [header, 0xC0, 0xC0]) }

    /// By session, the classes of which something was reached, as `com/acme/Pay`; nil where the file is cut or is none.
    package static func read(_ bytes: [UInt8]) -> [String: Set<String>]? {
        guard recognises(bytes) else { return nil }
        var cursor = Cursor(bytes: bytes)
        var found: [String: Set<String>] = [:]
        var open: [String] = []
        var hasClasses = false
        while let block = cursor.byte() {
            switch block {
            case header:
                guard cursor.skip(4) else { return nil }
            case session:
                guard let id = cursor.text(), cursor.skip(16) else { return nil }
                // Several sessions in front of one list of classes share it: nobody can tell them apart.
                if hasClasses { (open, hasClasses) = ([], false) }
                open.append(id)
            case classes:
                guard cursor.skip(8), let name = cursor.text(), let reached = cursor.probes() else { return nil }
                hasClasses = true
                if reached { for id in open { found[id, default: []].insert(name) } }
            default: return nil
            }
        }
        return found
    }

    private struct Cursor {
        let bytes: [UInt8]
        var place = 0

        mutating func byte() -> UInt8? {
            guard place < bytes.count else { return nil }
            defer { place += 1 }
            return bytes[place]
        }

        mutating func skip(_ count: Int) -> Bool {
            guard bytes.count - place >= count else { return false }
            place += count
            return true
        }

        /// Two bytes of length, and the text.
        mutating func text() -> String? {
            guard let high = byte(), let low = byte() else { return nil }
            let start = place
            guard skip(Int(high) << 8 | Int(low)) else { return nil }
            return String(decoding: bytes[start..<place], as: UTF8.self)
        }

        /// Whether any of a list of bits is set.
        mutating func probes() -> Bool? {
            var (count, shift) = (0, 0)
            while true {
                guard let next = byte(), shift < 32 else { return nil }
                count |= Int(next & 0x7F) << shift
                if next & 0x80 == 0 { break }
                shift += 7
            }
            let start = place
            guard skip((count + 7) / 8) else { return nil }
            return bytes[start..<place].contains { $0 != 0 }
        }
    }
}
