/// The tests that earlier runs had, by their names alone: a test that moves to another file is no new one.
package struct KnownTests: Sendable, Hashable {
    private let names: Set<[String]>

    /// `runs`: results of earlier runs; nil where there are none.
    package init?(_ runs: [[TestObservation]]) {
        let names = Set(runs.joined().map { Self.name($0.key) })
        guard !names.isEmpty else { return nil }
        self.names = names
    }

    /// Whether no earlier run had a test.
    package func isNew(_ test: TestCase) -> Bool { !names.contains(Self.name(TestKey(test))) }

    private static func name(_ key: TestKey) -> [String] { [key.suite, key.className, key.name, key.parameters] }
}
