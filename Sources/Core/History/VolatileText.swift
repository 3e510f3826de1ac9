/// A failure's message without what differs from run to run although it means the same: addresses, ids, times, numbers, and
/// all of a path but its last part.
package enum VolatileText {
    /// The text with each volatile part replaced by a word in angle brackets: `<time>`, `<id>`, `<address>`, `<path>`, `<n>`.
    package static func stable(_ text: String) -> String {
        var scanner = VolatileScanner(Array(text.utf8))
        return String(decoding: scanner.scan(), as: UTF8.self)
    }
}

/// Goes through a text once; each rule looks at the beginning of a word only.
private struct VolatileScanner {
    let bytes: [UInt8]
    private var place = 0
    private var output: [UInt8] = []

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    mutating func scan() -> [UInt8] {
        output.reserveCapacity(bytes.count)
        while place < bytes.count {
            if isStart, let (length, word) = volatile() {
                output += word
                place += length
            } else {
                output.append(bytes[place])
                place += 1
            }
        }
        return output
    }

    /// Behind a letter no number begins: `UTF8` is a word.
    private var isStart: Bool { place == 0 || !Self.isLetter(bytes[place - 1]) && !Self.isDigit(bytes[place - 1]) }

    private func volatile() -> (length: Int, word: [UInt8])? {
        let first = bytes[place]
        if first == UInt8(ascii: "/") { return path() }
        if let length = seed() { return (length, Array("seed=<n>".utf8)) }
        guard Self.isHex(first) else { return nil }
        if let length = address() { return (length, Array("<address>".utf8)) }
        if let length = time() { return (length, Array("<time>".utf8)) }
        if let length = identifier() { return (length, Array("<id>".utf8)) }
        guard let length = number() else { return nil }
        return (length, Array("<n>".utf8))
    }

    /// `seed=12`, `seed: 12`, `seed_12`.
    private func seed() -> Int? {
        guard matches("seed", at: place) || matches("Seed", at: place) else { return nil }
        var end = place + 4
        while end < bytes.count, Self.isSeparator(bytes[end]) { end += 1 }
        let digits = end
        while end < bytes.count, Self.isDigit(bytes[end]) { end += 1 }
        return end > digits && digits > place + 4 ? end - place : nil
    }

    private func address() -> Int? {
        guard matches("0x", at: place) else { return nil }
        let length = run(from: place + 2, where: Self.isHex)
        return length >= 1 ? length + 2 : nil
    }

    /// Ids in their usual form, and runs of hexadecimal digits with both letters and digits, as of commits.
    private func identifier() -> Int? {
        var end = place
        for (number, length) in [8, 4, 4, 4, 12].enumerated() {
            if number > 0 {
                guard end < bytes.count, bytes[end] == UInt8(ascii: "-") else { return hexadecimal() }
                end += 1
            }
            guard run(from: end, where: Self.isHex) == length else { return hexadecimal() }
            end += length
        }
        return end - place
    }

    private func hexadecimal() -> Int? {
        let length = run(from: place, where: Self.isHex)
        let end = place + length
        guard length >= 7, end == bytes.count || !Self.isLetter(bytes[end]) else { return nil }
        let part = bytes[place..<end]
        return part.contains(where: Self.isDigit) && part.contains(where: Self.isLetter) ? length : nil
    }

    /// `2026-11-28`, with a time behind it or without, and `15:04:05.123`.
    private func time() -> Int? {
        if let day = shape("dddd-dd-dd", at: place) {
            let end = place + day
            guard end < bytes.count, bytes[end] == UInt8(ascii: "T") || bytes[end] == UInt8(ascii: " "),
                let clock = clock(at: end + 1)
            else { return day }
            return day + 1 + clock
        }
        return clock(at: place)
    }

    private func clock(at start: Int) -> Int? {
        guard var length = shape("dd:dd:dd", at: start) else { return nil }
        if start + length < bytes.count, bytes[start + length] == UInt8(ascii: ".") {
            let digits = run(from: start + length + 1, where: Self.isDigit)
            if digits > 0 { length += digits + 1 }
        }
        if start + length < bytes.count, bytes[start + length] == UInt8(ascii: "Z") { length += 1 }
        return length
    }

    private func number() -> Int? {
        var length = run(from: place, where: Self.isDigit)
        guard length > 0 else { return nil }
        if place + length < bytes.count, bytes[place + length] == UInt8(ascii: ".") {
            let decimals = run(from: place + length + 1, where: Self.isDigit)
            if decimals > 0 { length += decimals + 1 }
        }
        return length
    }

    /// Every absolute path, but for its last part; of a temporary one that part differs too.
    private func path() -> (length: Int, word: [UInt8])? {
        let length = run(from: place) { Self.isPath($0) }
        let parts = bytes[place..<place + length].split(separator: UInt8(ascii: "/"))
        guard parts.count >= 2 else { return nil }
        let isTemporary = ["/tmp/", "/var/tmp/", "/var/folders/", "/private/"].contains { matches($0, at: place) }
        let last = VolatileText.stable(String(decoding: parts[parts.count - 1], as: UTF8.self))
        return (length, Array("<path>".utf8) + (isTemporary ? [] : Array("/\(last)".utf8)))
    }

    /// The length of a text of this form at a place, `d` for a digit; nil where it does not stand there.
    private func shape(_ form: String, at start: Int) -> Int? {
        var place = start
        for byte in form.utf8 {
            guard place < bytes.count else { return nil }
            let fits = byte == UInt8(ascii: "d") ? Self.isDigit(bytes[place]) : bytes[place] == byte
            guard fits else { return nil }
            place += 1
        }
        return place - start
    }

    private func matches(_ word: String, at start: Int) -> Bool { bytes[start...].starts(with: word.utf8) }

    private func run(from start: Int, where belongs: (UInt8) -> Bool) -> Int {
        guard start < bytes.count else { return 0 }
        return bytes[start...].prefix(while: belongs).count
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
    private static func isLetter(_ byte: UInt8) -> Bool { (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) }
    private static func isHex(_ byte: UInt8) -> Bool {
        isDigit(byte) || (0x41...0x46).contains(byte) || (0x61...0x66).contains(byte)
    }
    private static func isSeparator(_ byte: UInt8) -> Bool { "=:_- ".utf8.contains(byte) }
    private static func isPath(_ byte: UInt8) -> Bool {
        isDigit(byte) || isLetter(byte) || "/._-+@~".utf8.contains(byte)
    }
}
