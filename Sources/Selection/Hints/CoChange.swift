/// How often files were changed together: a hint of what belongs together, and never a proof.
package struct CoChange: Sendable {
    private var commits: [String: [Int32]] = [:]

    /// A commit that touches more files says nothing of any two of them.
    private static let widest = 60

    /// `commits`: the files of each, newest first.
    package init(_ history: [[String]]) {
        for (number, files) in history.enumerated() where files.count <= Self.widest {
            for file in files { commits[file, default: []].append(Int32(number)) }
        }
    }

    /// How likely a test is to change with a file; nil where that cannot be said.
    package func weight(of test: String, with file: String) -> Double? {
        guard let own = commits[file], own.count >= 3, let others = commits[test] else { return nil }
        let together = Set(own).intersection(others).count
        return together == 0 ? nil : (Double(together) + 0.5) / (Double(own.count) + 1)
    }

    /// How many commits touched a file.
    package func count(of file: String) -> Int { commits[file]?.count ?? 0 }
}
