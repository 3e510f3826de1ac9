/// Names, addresses, dates: words of our own in place of theirs.
extension Pseudonyms {
    func appendWord(_ identity: UInt64, _ words: [[UInt8]], _ tweak: UInt64, _ output: inout [UInt8]) {
        output.append(contentsOf: words[Int(Self.mixed(identity, tweak) % UInt64(words.count))])
    }

    /// Word by word, so that it goes with columns of first and last names.
    func appendName(_ value: UnsafeRawBufferPointer, _ output: inout [UInt8]) {
        var (start, isFirst) = (0, true)
        while start < value.count {
            var end = start
            while end < value.count, value[end] != 0x20 { end += 1 }
            var next = end
            while next < value.count, value[next] == 0x20 { next += 1 }
            if end > start {
                if !isFirst { output.append(0x20) }
                let word = UnsafeRawBufferPointer(rebasing: value[start..<end])
                let isLast = !isFirst && next == value.count
                appendWord(identity(word), isLast ? Self.lastNames : Self.firstNames, isLast ? 2 : 1, &output)
                isFirst = false
            }
            start = next
        }
    }

    func appendMail(_ number: UInt64, _ output: inout [UInt8]) {
        for byte in Self.firstNames[Int(number % UInt64(Self.firstNames.count))] { output.append(byte | 0x20) }
        output.append(UInt8(ascii: "."))
        var rest = number
        repeat {
            let digit = UInt8(truncatingIfNeeded: rest % 36)
            output.append(digit < 10 ? 0x30 + digit : 0x57 + digit)
            rest /= 36
        } while rest > 0
        output += "@example.com".utf8
    }

    func appendAddress(_ number: UInt64, _ output: inout [UInt8]) {
        Self.appendDecimal(number % 199 + 1, &output)
        output.append(0x20)
        output.append(contentsOf: Self.lastNames[Int(number >> 32 % UInt64(Self.lastNames.count))])
        output += " Road".utf8
    }

    func appendIP(_ number: UInt64, _ output: inout [UInt8]) {
        output += ["192.0.2.", "198.51.100.", "203.0.113."][Int(number % 3)].utf8
        Self.appendDecimal(number >> 8 % 256, &output)
    }

    /// `2024-03-17T10:00:00Z` becomes `2024-03-01`; other forms keep their year at most.
    func appendMonth(_ value: UnsafeRawBufferPointer, _ output: inout [UInt8]) {
        let digits = value.map { (0x30...0x39).contains($0) }
        let isISO =
            value.count >= 10 && digits[0..<4].allSatisfy { $0 } && value[4] == 0x2D && digits[5] && digits[6]
            && value[7] == 0x2D
        if isISO {
            output += value[..<8]
            output += "01".utf8
        } else if value.count == 10, value[2] == 0x2E, value[5] == 0x2E {
            output += "01".utf8
            output += value[2...]
        } else if value.count == 10, value[2] == 0x2F, value[5] == 0x2F {
            output += "01/01".utf8
            output += value[5...]
        } else {
            output += "REDACTED".utf8
        }
    }
}
