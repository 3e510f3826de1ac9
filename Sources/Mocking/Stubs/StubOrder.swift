package import Core

extension Stub {
    /// Whether it goes before another that matches too; neither does where they match equally.
    func goesBefore(_ other: Stub) -> Bool {
        rank.lexicographicallyPrecedes(other.rank)
    }

    /// The smaller goes first: what was said, then what says more.
    private var rank: [Int] {
        [priority, -pattern.path.specificity, -pattern.conditions, scenario?.when == nil ? 1 : 0]
    }
}

/// What two stubs have in common that cannot be told apart.
private struct Wish: Hashable {
    var pattern: RequestPattern
    var scenario: String?
    var state: String?
    var priority: Int
}

extension [Stub] {
    /// A stub that could never be reached, as an earlier one wants just the same.
    package struct Twin: Sendable, Hashable {
        package var name: String
        package var location: SourceLocation
        package var first: SourceLocation
    }

    /// Stubs that match the very same requests in the same state, with the same priority.
    package var twins: [Twin] {
        var seen: [Wish: SourceLocation] = [:]
        return compactMap { stub in
            // The names of parameters make no difference.
            var pattern = stub.pattern
            pattern.path = PathTemplate(
                segments: pattern.path.segments.map { if case .parameter = $0 { .parameter("") } else { $0 } }
            )
            let wish = Wish(
                pattern: pattern,
                scenario: stub.scenario?.name,
                state: stub.scenario?.when,
                priority: stub.priority
            )
            if let first = seen[wish] { return Twin(name: stub.name, location: stub.location, first: first) }
            seen[wish] = stub.location
            return nil
        }
    }
}
