/// Tests that are called as a file is: `test_pay.py`, `PayTest.java` and `pay.spec.ts` for a file `pay`.
package struct SameName: Sendable {
    private let items: [String: [Int]]

    package init(_ work: [WorkItem]) {
        var items: [String: [Int]] = [:]
        for (index, item) in work.enumerated() {
            guard let file = item.file, let stem = Self.testStem(file) else { continue }
            items[stem, default: []].append(index)
        }
        self.items = items
    }

    /// The places of the tests that are called as a file is.
    package func tests(of path: String) -> [Int] {
        let stem = Self.stem(path)
        return Self.common.contains(stem) ? [] : items[stem] ?? []
    }

    /// Names that say nothing.
    private static let common: Set<String> = ["", "index", "main", "__init__", "mod", "lib", "init", "types"]

    private static func stem(_ path: String) -> String {
        let name = path[(path.lastIndex(of: "/").map { path.index(after: $0) } ?? path.startIndex)...]
        return String(name.prefix { $0 != "." }).lowercased().filter { $0 != "_" && $0 != "-" }
    }

    private static func testStem(_ path: String) -> String? {
        let stem = stem(path)
        for mark in ["tests", "test", "specs", "spec", "it"] where stem.count > mark.count {
            if stem.hasSuffix(mark) { return String(stem.dropLast(mark.count)) }
            if mark != "it", stem.hasPrefix(mark) { return String(stem.dropFirst(mark.count)) }
        }
        return stem.isEmpty ? nil : stem
    }
}
