import Chance

/// Texts of a pattern: by chance, or each of them once.
final class PatternSource: Sendable {
    private struct Part: Sendable {
        var choices: WordList
        var repeats: ClosedRange<Int>
    }

    private let parts: [Part]
    private let draw: Draw
    private let permutation: Permutation?

    init(_ pattern: TextPattern, _ draw: Draw, _ permutation: Permutation?) {
        parts = pattern.parts.map { part in
            Part(choices: WordList(part.choices.map { String(decoding: $0, as: UTF8.self) }), repeats: part.repeats)
        }
        self.draw = draw
        self.permutation = permutation
    }

    func write(_ row: UInt64, to sink: ByteSink) {
        guard let permutation else { return writeByChance(draw.bits(row), to: sink) }
        var rest = permutation(row)
        for part in parts {
            for _ in 0..<part.repeats.lowerBound {
                let (quotient, place) = rest.quotientAndRemainder(dividingBy: UInt64(part.choices.count))
                part.choices.append(Int(place), to: sink)
                rest = quotient
            }
        }
    }

    private func writeByChance(_ bits: UInt64, to sink: ByteSink) {
        let stream = Draw(key: bits)
        var counter: UInt64 = 0
        for part in parts {
            var count = part.repeats.lowerBound
            if part.repeats.count > 1 { count += Int(stream.below(UInt64(part.repeats.count), counter)) }
            counter += 1
            for _ in 0..<count {
                part.choices.append(Int(stream.below(UInt64(part.choices.count), counter)), to: sink)
                counter += 1
            }
        }
    }
}
