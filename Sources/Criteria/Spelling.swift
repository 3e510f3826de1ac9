/// Finds the unit that a misspelt one was meant to be.
enum Spelling {
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
        return Resemblance.nearest(to: text, among: Unit.allCases.map(\.rawValue).filter { $0.utf8.count > 1 })
            .flatMap(Unit.init(rawValue:))
    }
}
