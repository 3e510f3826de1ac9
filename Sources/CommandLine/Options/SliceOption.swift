import ArgumentParser

/// `2/5`: which slice of how many.
struct SliceOption: ExpressibleByArgument, Sendable {
    /// From 1.
    var index: Int
    var count: Int

    init?(argument: String) {
        let parts = argument.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, let index = Int(parts[0]), let count = Int(parts[1]), count >= 1, count <= 10_000,
            (1...count).contains(index)
        else { return nil }
        self.index = index
        self.count = count
    }
}
