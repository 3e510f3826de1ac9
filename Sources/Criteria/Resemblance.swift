/// Finds the word that a misspelt one was meant to be, for "did you mean".
package enum Resemblance {
    /// More candidates than this are not compared: a guess is not worth the time.
    private static let candidateLimit = 2_000

    /// The candidate nearest to `word`, if no more than a third of its letters differ; case and `-`/`_` do not count.
    package static func nearest(to word: String, among candidates: some Collection<String>) -> String? {
        let wanted = letters(word)
        guard !wanted.isEmpty, wanted.count <= 64, candidates.count <= candidateLimit else { return nil }
        let limit = max(1, wanted.count / 3)
        var best: (distance: Int, candidate: String)?
        for candidate in candidates where abs(candidate.utf8.count - wanted.count) <= limit && !candidate.isEmpty {
            let other = letters(candidate)
            let distance = distance(wanted, other)
            guard distance <= limit, distance < max(wanted.count, other.count) else { continue }
            if best.map({ (distance, candidate) < ($0.distance, $0.candidate) }) ?? true {
                best = (distance, candidate)
            }
        }
        return best?.candidate
    }

    private static func letters(_ text: String) -> [UInt8] {
        text.utf8.map { byte in
            switch byte {
            case UInt8(ascii: "A")...UInt8(ascii: "Z"): byte | 0x20
            case UInt8(ascii: "-"), UInt8(ascii: " "): UInt8(ascii: "_")
            default: byte
            }
        }
    }

    /// Insertions, deletions, replacements and swaps of neighbours that turn one word into the other.
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
