/// Texts in one piece of memory, to be copied by their number.
final class WordList: @unchecked Sendable {
    private let base: UnsafeMutablePointer<UInt8>
    private let starts: UnsafeMutablePointer<Int32>
    let count: Int

    init(_ words: [String]) {
        let bytes = words.map { Array($0.utf8) }
        count = words.count
        // Words are read sixteen bytes at a time, also the last one.
        base = .allocate(capacity: bytes.reduce(16) { $0 + $1.count })
        base.initialize(repeating: 0, count: bytes.reduce(16) { $0 + $1.count })
        starts = .allocate(capacity: count + 1)
        var place = 0
        for (number, word) in bytes.enumerated() {
            starts[number] = Int32(place)
            for byte in word {
                base[place] = byte
                place += 1
            }
        }
        starts[count] = Int32(place)
    }

    convenience init(_ text: String, separator: Character = " ") {
        self.init(text.split(separator: separator).map(String.init))
    }

    deinit {
        base.deallocate()
        starts.deallocate()
    }

    @inline(__always)
    func append(_ number: Int, to sink: ByteSink) {
        let start = Int(starts[number])
        sink.append(short: base + start, Int(starts[number &+ 1]) &- start)
    }

    /// In small letters without anything but letters of ASCII, for addresses of mail.
    var plain: WordList {
        WordList(
            (0..<count).map { number in
                let letters = (starts[number]..<starts[number + 1]).compactMap { place -> UInt8? in
                    let byte = base[Int(place)]
                    let small = byte | 0x20
                    return byte < 0x80 && small >= 0x61 && small <= 0x7A ? small : nil
                }
                return String(decoding: letters, as: UTF8.self)
            }
        )
    }
}
