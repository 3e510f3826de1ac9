import Core
import Glibc
import Reports
import Testing

/// coverage.py (PyPI), which writes what it measured in three formats.
private let coveragePy: String? = {
    let own = Folder.projectRoot + "/.venv/bin/coverage"
    return [own, "/usr/local/bin/coverage", "/usr/bin/coverage"].first { access($0, X_OK) == 0 }
}()

@Suite(
    "What coverage.py writes",
    .enabled(if: coveragePy != nil, "coverage.py is missing: scripts/bootstrap test installs it into .venv")
)
struct CoveragePyTests {
    /// Branches and functions of it run in part.
    private static let program = """
        def total(items, tax=None):
            result = 0
            for item in items:
                if item < 0:
                    raise ValueError("negative")
                result += item
            if tax:
                result *= 1 + tax
            return result


        class Cart:
            def __init__(self):
                self.items = []

            def add(self, item):  # pragma: no cover
                self.items.append(item)

            def clear(self):
                self.items = []


        assert total([1, 2]) == 3
        Cart()
        """

    @Test("its JSON, its XML and its LCOV say the same of lines, branches and functions")
    func agreement() throws {
        let folder = Folder()
        folder.write(Self.program, to: "shop.py")
        let tool = try #require(coveragePy)
        #expect(Program.run([tool, "run", "--branch", "shop.py"], in: folder).code == 0)
        let (json, xml, lcov) = (try read("json", folder), try read("xml", folder), try read("lcov", folder))
        #expect(json.lines == Fraction(covered: 13, total: 16))
        #expect(json.lines == xml.lines && json.lines == lcov.lines)
        #expect(json.branches != nil && json.branches == xml.branches && json.branches == lcov.branches)
        #expect(json.functions != nil && json.functions == lcov.functions)
    }

    private func read(_ kind: String, _ folder: Folder) throws -> CoverageTotals {
        let written = Program.run([try #require(coveragePy), kind, "-o", "coverage.\(kind)"], in: folder)
        #expect(written.code == 0, "\(written.err)")
        let report = ReportReader.read(path: folder.path + "/coverage.\(kind)")
        #expect(report.messages == [], "\(kind)")
        return try #require(report.coverage).totals
    }
}
