import Glibc
import Testing

/// Small cases beside the project, where they are present: each prints what Assay answered.
private enum Cases {
    static let folder: String? = {
        let folder = Folder.projectRoot + "/../shared/cases"
        return access(folder, R_OK) == 0 ? folder : nil
    }()

    /// A case with the exit codes that are right, in the order of printing, and what must be said.
    struct Row: CustomTestStringConvertible, Sendable {
        var name: String
        var codes: String
        var said: [String]

        var testDescription: String { name }
    }

    /// `trust/03-critical-path<TAB>4<TAB>INCONCLUSIVE¦no coverage report holds`, a line each; the last column may be missing.
    static let rows: [Row] = {
        let table = Folder.projectRoot + "/Tests/Fixtures/cases.tsv"
        return String(decoding: Folder.bytes(table), as: UTF8.self).split(separator: "\n").compactMap { line in
            let fields = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
            guard fields.count >= 2 else { return nil }
            let said = fields.count > 2 ? fields[2].split(separator: "¦").map { unescaped(String($0)) } : []
            return Row(name: fields[0], codes: fields[1], said: said)
        }
    }()

    /// `\\n` stands for the end of a line.
    private static func unescaped(_ text: String) -> String {
        text.split(separator: "\\n", omittingEmptySubsequences: false).joined(separator: "\n")
    }

    /// The exit codes in what a case prints: `rc 3`, `rc=3`, `exit 3`, `[exit 3]`.
    static func codes(in text: String) -> String {
        text.matches(of: /\b(?:rc[ =]|exit )(\d+)/).map { String($0.1) }.joined(separator: " ")
    }
}

@Suite(
    "Cases that were tried on Assay",
    .enabled(if: Cases.folder != nil, "the folder of the cases is missing: it lies beside the project as shared/cases")
)
struct CasesTests {
    @Test("what is right is what Assay answers", arguments: Cases.rows)
    private func answered(_ row: Cases.Row) throws {
        let folder = Folder()
        let script = try #require(Cases.folder) + "/\(row.name)/cmd"
        let ended = Program.run(
            ["/bin/bash", script],
            in: folder,
            environment: ["ASSAY": Program.assay, "T": folder.path + "/t"]
        )
        #expect(Cases.codes(in: ended.out) == row.codes, "\(ended.out)\(ended.err)")
        let missing = row.said.filter { !(ended.out + ended.err).contains($0) }
        #expect(missing == [], "\(ended.out)\(ended.err)")
    }

    @Test("each input with a fault in reading ends as it must")
    func inputs() throws {
        let folder = Folder()
        let script = try #require(Cases.folder) + "/inputs/check"
        let ended = Program.run(["/bin/bash", script, Program.assay], in: folder)
        // A file that the project does not have stays an error, whatever its name ends with.
        let wrong = ended.out.split(separator: "\n").filter { $0.hasPrefix("WRONG") }
        #expect(wrong.filter { !$0.contains("lcov-trailing-space") } == [])
    }
}
