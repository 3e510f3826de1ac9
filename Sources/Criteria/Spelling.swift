/// Finds what a misspelt word was meant to be.
enum Spelling {
    /// The candidate nearest to `word`, if it is near: a third of its letters wrong at most, case not counted.
    static func nearest(to word: String, among candidates: some Sequence<String>) -> String? {
        let wanted = Array(word.lowercased().utf8.prefix(64))
        let limit = max(1, wanted.count / 3)
        var best: (distance: Int, candidate: String)?
        for candidate in candidates.sorted() {
            let letters = Array(candidate.lowercased().utf8.prefix(64))
            guard abs(letters.count - wanted.count) <= limit else { continue }
            let distance = distance(wanted, letters)
            // One wrong letter of one is no resemblance.
            guard distance <= limit, distance < max(wanted.count, letters.count) else { continue }
            if best.map({ distance < $0.distance }) ?? true { best = (distance, candidate) }
        }
        return best?.candidate
    }

    private static let unitNames: [String: Unit] = [
        "msec": .ms, "msecs": .ms, "millis": .ms, "millisecond": .ms, "milliseconds": .ms, "usec": .us, "micros": .us,
        "sec": .s, "secs": .s, "mins": .m, "hr": .h, "hrs": .h, "percent": .percent, "pct": .percent, "pp": .points,
        "pt": .points, "pts": .points, "k": .kilobyte, "g": .gigabyte, "bytes": .byte, "cpu": .cores, "cpus": .cores,
        "vcpu": .cores, "vcpus": .cores, "qps": .rps, "tps": .rps, "ops": .rps, "gbit": .gigabits, "mbit": .megabits,
    ]

    /// The unit that `text` was meant to be.
    static func unit(for text: String) -> Unit? {
        let lowercased = text.lowercased()
        if let named = unitNames[lowercased] { return named }
        if let sameLetters = Unit.allCases.first(where: { $0.rawValue.lowercased() == lowercased }) {
            return sameLetters
        }
        guard text.utf8.count > 2 else { return nil }
        return nearest(to: text, among: Unit.allCases.map(\.rawValue).filter { $0.utf8.count > 1 })
            .flatMap(Unit.init(rawValue:))
    }

    /// Insertions, deletions, replacements and swaps of neighbours between two words.
    private static func distance(_ left: [UInt8], _ right: [UInt8]) -> Int {
        var beforeLast: [Int] = []
        var last = Array(0...right.count)
        for (row, letter) in left.enumerated() {
            var current = [row + 1]
            for (column, other) in right.enumerated() {
                var cost = min(last[column + 1], current[column]) + 1
                cost = min(cost, last[column] + (letter == other ? 0 : 1))
                if row > 0, column > 0, letter == right[column - 1], left[row - 1] == other {
                    cost = min(cost, beforeLast[column - 1] + 1)
                }
                current.append(cost)
            }
            beforeLast = last
            last = current
        }
        return last[right.count]
    }
}
