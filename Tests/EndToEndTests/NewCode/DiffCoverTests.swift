import Core
import Execution
import Glibc
import Reports
import Scanning
import Testing

/// diff-cover (PyPI), which answers the same question in its own way.
private let diffCover: String? = {
    let own = Folder.projectRoot + "/.venv/bin/diff-cover"
    return ([own] + ["/usr/local/bin/diff-cover", "/usr/bin/diff-cover"]).first { access($0, X_OK) == 0 }
}()

@Suite(
    "Coverage of new code beside diff-cover",
    .enabled(if: diffCover != nil, "diff-cover is missing: scripts/bootstrap test installs it into .venv")
)
struct DiffCoverTests {
    /// What was found for one file.
    struct Found: Equatable, CustomStringConvertible {
        var covered: Int
        var uncovered: [Int]

        var description: String { "\(covered) covered, not \(uncovered)" }
    }

    private let repository = Folder()
    private let outside = Folder()

    private var environment: [String: String] {
        ["HOME": outside.path, "GIT_CONFIG_NOSYSTEM": "1", "GITHUB_BASE_REF": "", "LC_ALL": "C.UTF-8"]
    }

    /// Makes the history and the report of its last state; the report lies outside of the repository.
    private func make(_ history: History) throws -> String {
        let made = Program.run(
            ["sh", "-c", History.functions + history.script],
            in: repository,
            environment: environment
        )
        try #require(made.code == 0, "\(made.err)")
        let files = FileGlob(root: repository.path).files(matching: "**").files.filter { !history.absent.contains($0) }
        let lines = files.map { (path: $0, lines: CoverageForm.lines(of: repository.read($0))) }
        outside.write(history.form.document(lines, root: repository.path), to: "coverage.xml")
        return outside.path + "/coverage.xml"
    }

    private func theirs(_ report: String, _ options: [String] = []) throws -> [String: Found] {
        let output = outside.path + "/diff-cover.json"
        // It tells LCOV from XML by the name alone.
        let named = Program.run(["sh", "-c", "head -c 3 \(report)"], in: outside).out == "TN:" ? "lcov.info" : "c.xml"
        _ = Program.run(["cp", report, outside.path + "/" + named], in: outside)
        let command = [
            diffCover ?? "", "\(outside.path)/\(named)", "--compare-branch=main", "--format", "json:\(output)",
        ]
        let ended = Program.run(command + options, in: repository, environment: environment)
        try #require(ended.code == 0, "\(ended.out)\(ended.err)")
        let document = try JSON(parsing: Folder.bytes(output))
        var found: [String: Found] = [:]
        for member in document["src_stats"]?.object ?? [] {
            let covered = member.value["covered_lines"]?.array?.count ?? -1
            let uncovered = member.value["violation_lines"]?.array?.compactMap(\.int) ?? []
            found[member.key] = Found(covered: covered, uncovered: uncovered)
        }
        return found
    }

    private func ours(_ report: String) throws -> (files: [String: Found], change: ChangeSet) {
        let variables = environment.merging(["PATH": "/usr/local/bin:/usr/bin:/bin"]) { $1 }
        let found = GitChange(directory: repository.path, environment: variables).read()
        guard case .change(let change) = found else { throw Unknown(found: "\(found)") }
        let read = ReportReader.read(path: report)
        let surroundings = Surroundings(
            projectFiles: FileGlob(root: repository.path, followsLinks: false).files(matching: "**").files,
            root: repository.path
        )
        let evidence = Evidence(reports: [read], project: Project(), surroundings: surroundings)
        #expect(evidence.coverage.problems.isEmpty)
        let code = NewCode(change, coverage: evidence.coverage)
        let files = code.files.map { ($0.path, Found(covered: $0.covered, uncovered: $0.uncovered.map(Int.init))) }
        return (Dictionary(uniqueKeysWithValues: files), change)
    }

    struct Unknown: Error { var found: String }

    @Test("covered and uncovered new lines are the same, file by file", arguments: History.all)
    func agreement(history: History) throws {
        let report = try make(history)
        let theirs = try theirs(report, history.options)
        let ours = try ours(report).files
        #expect(ours == theirs)
        #expect(theirs.count >= 3, "the history has something to compare")
        #expect(theirs.values.contains { $0.covered > 0 } && theirs.values.contains { !$0.uncovered.isEmpty })
    }

    @Test("a changed file of no report is not covered here, and passed over there; so are new files before `git add`")
    func differences() throws {
        let history = History(
            name: "absent and untracked files",
            script: """
                make src/a.py 1 20
                keep start
                git checkout -qb topic
                sed -i '3i new = 1' src/a.py
                make src/absent.py 2 10
                keep change
                make src/untracked.py 3 8
                """,
            form: .cobertura(sources: []),
            absent: ["src/absent.py"]
        )
        let report = try make(history)
        let theirs = try theirs(report)
        let ours = try ours(report).files
        #expect(theirs.keys.sorted() == ["src/a.py"])
        #expect(ours["src/a.py"] == theirs["src/a.py"])
        // A file that nothing measured is a hole, no matter of taste: it counts as 0 %.
        #expect(ours["src/absent.py"] == Found(covered: 0, uncovered: Array(1...10)))
        // What is measured is the tree as it is, so that its new files belong to the change.
        let untracked = try #require(ours["src/untracked.py"])
        #expect(untracked.covered + untracked.uncovered.count == 8)
    }
}
