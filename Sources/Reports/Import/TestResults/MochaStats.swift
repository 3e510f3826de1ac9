import Scanning

/// The counters of Mocha and its kin.
enum MochaStats {
    /// Tests that ran and, by the counters themselves, neither passed nor were left out; nil where that cannot be told.
    ///
    /// Cypress takes a test whose hook broke out of the failures, and counts it among the tests all the same.
    static func unaccounted(_ stats: JSON?) -> Int? {
        guard let tests = stats?["tests"]?.int, let passes = stats?["passes"]?.int, stats?["failures"]?.int != nil,
            let pending = stats?["pending"]?.int
        else { return nil }
        let most = 1_000_000_000
        let skipped = stats?["skipped"]?.int ?? 0
        guard [tests, passes, pending, skipped].allSatisfy({ (0...most).contains($0) }) else { return nil }
        let rest = tests - passes - pending - skipped
        return rest > 0 ? rest : nil
    }
}
