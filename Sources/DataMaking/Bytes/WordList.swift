/// Texts in one piece of memory, to be copied by their number.
final class WordList: @unchecked Sendable {
    private let base: UnsafeMutablePointer<UInt8>
    private let starts: UnsafeMutablePointer<Int32>
    let count: Int

    init(_ words: [String]) {
        let bytes = words.map { Array($0.utf8) }
        count = words.count
        base = .allocate(capacity: max(1, bytes.reduce(0) { $0 + $1.count }))
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
        let start = starts[number]
        sink.append(base + Int(start), Int(starts[number &+ 1] &- start))
    }

    /// In small letters without anything but letters of ASCII, for addresses of mail.
    func appendPlain(_ number: Int, to sink: ByteSink) {
        for place in Int(starts[number])..<Int(starts[number + 1]) {
            let byte = base[place] | 0x20
            if byte >= 0x61, byte <= 0x7A, base[place] < 0x80 { sink.append(byte) }
        }
    }
}

/// Chooses among things by their weights with one comparison: Walker's alias method.
struct WeightedChoice: Sendable {
    private let thresholds: [UInt64]
    private let others: [Int32]
    let count: Int

    /// Weights are positive or 0, with one above 0.
    init(_ weights: [Double]) {
        let sum = weights.reduce(0, +)
        count = weights.count
        var scaled = weights.map { $0 * Double(weights.count) / sum }
        var thresholds = [UInt64](repeating: .max, count: weights.count)
        var others = (0..<weights.count).map { Int32($0) }
        var small = scaled.indices.filter { scaled[$0] < 1 }
        var large = scaled.indices.filter { scaled[$0] >= 1 }
        while let less = small.popLast(), let more = large.last {
            thresholds[less] = UInt64(max(0, scaled[less]) * 0x1p63) << 1
            others[less] = Int32(more)
            scaled[more] -= 1 - scaled[less]
            if scaled[more] < 1 {
                large.removeLast()
                small.append(more)
            }
        }
        self.thresholds = thresholds
        self.others = others
    }

    @inline(__always)
    func callAsFunction(_ bits: UInt64) -> Int {
        let (place, rest) = bits.multipliedFullWidth(by: UInt64(count))
        return rest < thresholds[Int(place)] ? Int(place) : Int(others[Int(place)])
    }
}
