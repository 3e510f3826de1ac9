import Glibc
import TestSupport
import Testing

@testable import Core

/// Apache Otava, where it is installed beside the package: another implementation of the same method.
private enum Otava {
    static let python: String? = {
        var path = #filePath
        for _ in 0..<4 { path = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? path }
        let python = "\(path)/.venv/bin/python"
        guard access(python, X_OK) == 0 else { return nil }
        return system("'\(python)' -c 'import otava' 2>/dev/null") == 0 ? python : nil
    }()

    private static let program = """
        import json, sys
        from otava.analysis import compute_change_points as find
        series = json.load(open(sys.argv[1]))
        points = [[c.index for c in find(s, min_magnitude=0.05)[0]] for s in series]
        open(sys.argv[2], "w").write("\\n".join(" ".join(map(str, p)) for p in points))
        """

    /// The changes of each series.
    static func changes(in series: [[Double]], _ folder: TemporaryFolder) -> [[Int]] {
        folder.write("\(series)", to: "in.json")
        folder.write(program, to: "find.py")
        let files = ["find.py", "in.json", "out"].map { "'\(folder.path)/\($0)'" }.joined(separator: " ")
        guard let python, system("'\(python)' \(files)") == 0 else { return [] }
        let lines = (folder.read("out") ?? "").split(separator: "\n", omittingEmptySubsequences: false)
        return lines.map { $0.split(separator: " ").compactMap { Int($0) } }
    }
}

@Suite(.enabled(if: Otava.python != nil, "apache-otava is not installed in .venv"))
struct ChangePointAgreementTests {
    @Test("On series with steps of 20 % and more, Apache Otava finds the same changes, and hardly more")
    func agreement() {
        var random = SeededGenerator(seed: 5)
        let series = (0..<30).map { _ -> [Double] in
            var level = 100.0
            return (0..<random.number(1...5)).flatMap { _ -> [Double] in
                level *= random.pick([0.7, 0.8, 1.25, 1.4])
                return (0..<random.number(25...60)).map { _ in
                    let sum = (0..<12).reduce(0.0) { total, _ in total + Double(random.below(1_000_000)) / 1_000_000 }
                    return level * (1 + 0.03 * (sum - 6))
                }
            }
        }
        let expected = Otava.changes(in: series, TemporaryFolder())
        #expect(expected.count == series.count)
        let found = series.map { ChangePoints.find(in: $0).map(\.index) }
        // It divides by the number of values where a sample's variance asks for one less: a few values seem steadier than
        // they are, and so it finds a little more.
        for (own, theirs) in zip(found, expected) { #expect(Set(own).isSubset(of: theirs)) }
        #expect(zip(found, expected).filter { $0 == $1 }.count >= 28)
    }
}
