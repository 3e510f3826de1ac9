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

    /// In small letters of ASCII as people write them for addresses of mail (`Jörg` as `joerg`); nothing else is left.
    var plain: WordList {
        WordList(
            (0..<count).map { number in
                let bytes = UnsafeBufferPointer(start: base + Int(starts[number]), count: length(number))
                return String(decoding: bytes, as: UTF8.self).lowercased().map { letter in
                    Self.spelled[letter] ?? (("a"..."z").contains(letter) ? String(letter) : "")
                }.joined()
            }
        )
    }

    private func length(_ number: Int) -> Int { Int(starts[number + 1] - starts[number]) }

    private static let spelled: [Character: String] = [
        "ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "œ": "oe", "æ": "ae", "ø": "oe", "å": "aa", "ç": "c", "ñ": "n",
        "á": "a", "à": "a", "â": "a", "ã": "a", "é": "e", "è": "e", "ê": "e", "ë": "e", "í": "i", "ì": "i", "î": "i",
        "ï": "i", "ó": "o", "ò": "o", "ô": "o", "õ": "o", "ú": "u", "ù": "u", "û": "u", "ÿ": "y", "ý": "y",
    ]
}
