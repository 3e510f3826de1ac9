/// Where a series of measurements changed for good, found by E-divisive with a t test.
///
/// Windows are split with a weak level first, then the weakest places go until all that are left are strong: a place that
/// is weak beside a false neighbour may be strong without it. Source: the two-pass method of Hunter (Fleming and others,
/// 2023), as Apache Otava has it.
package enum ChangePoints {
    package struct Point: Sendable, Hashable {
        /// Of the first value behind the change.
        package var index: Int
        /// The means of the segments beside it.
        package var before: Double
        package var after: Double

        /// The change as a share of the mean before; infinite where that is zero.
        package var change: Double { before == 0 ? .infinity : after / before - 1 }
    }

    package struct Rules: Sendable, Hashable {
        /// Values that are looked at together; at least 4.
        package var window = 50
        /// Changes by less than this share are not worth telling.
        package var smallestChange = 0.05

        package init(window: Int = 50, smallestChange: Double = 0.05) {
            self.window = max(4, window)
            self.smallestChange = smallestChange
        }
    }

    /// The changes in the order of the series; values that are not finite make it none.
    package static func find(in values: [Double], rules: Rules = Rules()) -> [Point] {
        guard values.count >= 4, values.allSatisfy(\.isFinite) else { return [] }
        let sums = PrefixSums(values)
        let places = strong(candidates(values, sums, rules), sums, values.count, rules)
        let ends = [0] + places + [values.count]
        return places.indices.map { index in
            let difference = MeanDifference(sums, ends[index], places[index], ends[index + 2])
            return Point(index: places[index], before: difference.left, after: difference.right)
        }
    }

    /// Goes over the series window by window, each beginning at the last change of the one before or half a window later.
    private static func candidates(_ values: [Double], _ sums: PrefixSums, _ rules: Rules) -> [Int] {
        var found: [Int] = []
        var start = 0
        while start < values.count {
            let end = min(start + rules.window, values.count)
            let own = divide(EnergySplit(values[start..<end]), sums, offset: start, count: end - start)
            for place in own where !found.contains(place) { found.append(place) }
            start = max(own.last ?? 0, start + rules.window / 2)
        }
        return found.sorted()
    }

    /// Splits the part with the strongest place, again and again, until that place is not even weak.
    private static func divide(_ split: EnergySplit, _ sums: PrefixSums, offset: Int, count: Int) -> [Int] {
        var found: [Int] = []
        var parts = [part(split, 0, count)].compactMap(\.self)
        while let strongest = parts.indices.max(by: { parts[$0].score < parts[$1].score }) {
            let (start, place, end, _) = parts.remove(at: strongest)
            let difference = MeanDifference(sums, offset + start, offset + place, offset + end)
            guard difference.isSignificant(.weak) else { break }
            found.append(offset + place)
            parts += [part(split, start, place), part(split, place, end)].compactMap(\.self)
        }
        return found.sorted()
    }

    private typealias Part = (start: Int, place: Int, end: Int, score: Double)

    /// Of fewer than four values nothing is said.
    private static func part(_ split: EnergySplit, _ start: Int, _ end: Int) -> Part? {
        guard end - start >= 4, let best = split.best(from: start, to: end) else { return nil }
        return (start, best.place, end, best.score)
    }

    /// Takes the weakest place out until all that are left are significant, then the smallest change until all matter.
    private static func strong(_ candidates: [Int], _ sums: PrefixSums, _ count: Int, _ rules: Rules) -> [Int] {
        var places = candidates
        var differences = places.indices.map { difference(places, $0, sums, count) }
        while !places.isEmpty {
            var weakest = differences.indices.min { differences[$0].strength < differences[$1].strength } ?? 0
            if differences[weakest].isSignificant(.strong) {
                weakest = differences.indices.min { differences[$0].magnitude < differences[$1].magnitude } ?? 0
                if differences[weakest].magnitude >= rules.smallestChange { break }
            }
            places.remove(at: weakest)
            differences.remove(at: weakest)
            for neighbour in [weakest - 1, weakest] where places.indices.contains(neighbour) {
                differences[neighbour] = difference(places, neighbour, sums, count)
            }
        }
        return places
    }

    private static func difference(_ places: [Int], _ index: Int, _ sums: PrefixSums, _ count: Int) -> MeanDifference {
        let start = index > 0 ? places[index - 1] : 0
        let end = index + 1 < places.count ? places[index + 1] : count
        return MeanDifference(sums, start, places[index], end)
    }
}
