import Core

/// How often files were changed together: a hint of what belongs together, and never a proof.
package struct CoChange: Sendable {
    private let history: [[String]]
    /// By file, the places of the commits that touch it.
    private var commits: [String: [Int]] = [:]

    /// A commit that touches more files says nothing of any two of them.
    private static let widest = 60

    /// `commits`: the files of each, newest first.
    package init(_ history: [[String]]) {
        self.history = history.filter { $0.count <= Self.widest }
        for (number, files) in self.history.enumerated() {
            for file in files { commits[file, default: []].append(number) }
        }
    }

    /// How likely others are to change with a file; empty where that cannot be said.
    package func partners(of file: String) -> [String: Double] {
        guard let own = commits[file], own.count >= 3 else { return [:] }
        var together: [String: Int] = [:]
        for number in own {
            for other in history[number].unique where other != file { together[other, default: 0] += 1 }
        }
        return together.mapValues { (Double($0) + 0.5) / (Double(own.count) + 1) }
    }

    /// How many commits touched a file.
    package func count(of file: String) -> Int { commits[file]?.count ?? 0 }
}
