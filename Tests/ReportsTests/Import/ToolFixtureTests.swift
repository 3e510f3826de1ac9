import Core
import Glibc
import Reports
import Testing

/// Tests/Fixtures, found from the place of this file: reports that real tools wrote, by scripts/write-fixtures.
private let reports: String = {
    guard let real = realpath(#filePath, nil) else { return "" }
    defer { free(real) }
    let tests = String(cString: real).split(separator: "/").dropLast(3).joined(separator: "/")
    return "/\(tests)/Fixtures/reports/"
}()

/// What a report of a project without a finding, and of one with a mistake of each kind, has to say.
@Suite("Reports that real tools wrote")
struct ToolFixtureTests {
    struct Expected: Sendable, CustomTestStringConvertible {
        var name: String
        var tool: String
        /// nil where the tool does not say.
        var files: Int?
        var rules: [String]
        var place: String?
        var format: String?

        var testDescription: String { name }
    }

    static let scans = [
        Expected(name: "clean-ruff.sarif", tool: "ruff", rules: []),
        Expected(name: "found-ruff.sarif", tool: "ruff", rules: ["F401", "UP031"], place: "orders.py:3"),
        Expected(name: "clean-ruff.json", tool: "ruff", rules: [], format: "ruff-json"),
        Expected(name: "found-ruff.json", tool: "ruff", rules: ["F401", "UP031"], place: "orders.py:3"),
        Expected(name: "clean-bandit.json", tool: "bandit", files: 1, rules: []),
        Expected(name: "found-bandit.json", tool: "bandit", files: 1, rules: ["B608"], place: "orders.py:10"),
        Expected(name: "clean-detect-secrets.json", tool: "detect-secrets", rules: []),
        Expected(
            name: "found-detect-secrets.json",
            tool: "detect-secrets",
            rules: ["AWS Access Key"],
            place: "orders.py:5"
        ),
        Expected(name: "clean-pylint.json", tool: "pylint", files: 3, rules: []),
        Expected(
            name: "found-pylint.json",
            tool: "pylint",
            files: 3,
            rules: ["consider-using-f-string", "unused-import"],
            place: "orders.py:10"
        ),
        Expected(name: "clean-shellcheck.json", tool: "shellcheck", rules: []),
        Expected(name: "found-shellcheck.json", tool: "shellcheck", rules: ["SC2164", "SC2086"], place: "run.sh:2"),
        Expected(name: "clean-cppcheck.xml", tool: "cppcheck", rules: []),
        Expected(name: "found-cppcheck.xml", tool: "cppcheck", rules: ["arrayIndexOutOfBounds"], place: "add.c:5"),
        Expected(name: "clean-semgrep.json", tool: "semgrep", files: 2, rules: []),
        Expected(
            name: "found-semgrep.json",
            tool: "semgrep",
            files: 2,
            rules: ["formatted-sql"],
            place: "orders.py:10"
        ),
        Expected(name: "clean-semgrep.sarif", tool: "Semgrep OSS", rules: []),
        Expected(name: "found-semgrep.sarif", tool: "Semgrep OSS", rules: ["formatted-sql"], place: "orders.py:10"),
        Expected(name: "clean-wapiti.json", tool: "wapiti", files: 5, rules: []),
        Expected(
            name: "found-wapiti.json",
            tool: "wapiti",
            files: 5,
            rules: [
                "Content Security Policy Configuration", "Open Redirect", "Open Redirect",
                "Reflected Cross Site Scripting",
            ],
            place: ""
        ),
    ]

    @Test("are read with their findings, and with what they say of what was examined", arguments: scans)
    func scan(_ expected: Expected) throws {
        let report = ReportReader.read(path: reports + expected.name, options: ReadOptions(format: expected.format))
        #expect(report.status == .ok, "\(report.messages)")
        let results = try #require(report.findings)
        #expect(results.scans.map(\.tool) == [expected.tool])
        #expect(results.scans.map(\.filesExamined) == [expected.files])
        #expect(results.findings.map(\.rule) == expected.rules)
        let first = results.findings.first
        let place = first.map { finding in
            "\((finding.file ?? "").split(separator: "/").last ?? "")" + (finding.line.map { ":\($0)" } ?? "")
        }
        #expect(place == expected.place)
    }

    @Test("the table of known tools says rightly which of them say what was examined", arguments: scans)
    func scope(_ expected: Expected) throws {
        let report = ReportReader.read(path: reports + expected.name, options: ReadOptions(format: expected.format))
        let known = try #require(KnownTool.named(expected.tool))
        let output = try #require(known.outputs.first { $0.format == report.format })
        #expect((output.scope == .stated) == (expected.files != nil))
        let version = report.findings?.scans.first?.version
        if let version, let versions = known.versions { #expect(versions.includes(version)) }
    }

    @Test("a failed test of pytest is named with the place that its traceback ends at")
    func pytest() throws {
        let report = ReportReader.read(path: reports + "found-pytest.xml")
        let tests = try #require(report.tests)
        #expect((tests.tally.passed, tests.tally.failed) == (1, 1))
        let place = try #require(tests.cases.first { $0.status == .failed }?.place)
        #expect(place.file == "test_orders.py" && place.line == 14)
    }

    /// Lines, branches and functions that were reached, of all.
    struct Covered: Sendable, CustomTestStringConvertible {
        var name: String
        var lines: String
        var branches: String?
        var functions: String?

        init(_ name: String, lines: String, branches: String? = nil, functions: String? = nil) {
            self.name = name
            self.lines = lines
            self.branches = branches
            self.functions = functions
        }

        var testDescription: String { name }
    }

    static let coverage = [
        Covered("clean-coverage.xml", lines: "10/10", branches: "2/2"),
        Covered("clean-coverage.json", lines: "10/10", branches: "2/2", functions: "3/3"),
        Covered("clean-coverage.lcov", lines: "10/10", branches: "2/2", functions: "3/3"),
        Covered("found-coverage.xml", lines: "13/14"),
        Covered("found-coverage.json", lines: "13/14", functions: "4/5"),
        Covered("found-coverage.lcov", lines: "13/14", functions: "4/5"),
        Covered("clean-gcovr.xml", lines: "2/2"),
        Covered("clean-gcovr.json", lines: "2/2", functions: "2/2"),
        Covered("found-gcovr.xml", lines: "5/6", branches: "1/2"),
        Covered("found-gcovr.json", lines: "5/6", branches: "1/2", functions: "2/2"),
    ]

    @Test("tell the same coverage in each of a tool's forms", arguments: coverage)
    func covered(_ expected: Covered) throws {
        let report = ReportReader.read(path: reports + expected.name)
        #expect(report.status == .ok, "\(report.messages)")
        let totals = try #require(report.coverage).totals
        #expect(totals.lines.map { "\($0.covered)/\($0.total)" } == expected.lines)
        #expect(totals.branches.map { "\($0.covered)/\($0.total)" } == expected.branches)
        #expect(totals.functions.map { "\($0.covered)/\($0.total)" } == expected.functions)
    }

    /// A figure of a quality tool, and how many things it rests on.
    struct Figure: Sendable, CustomTestStringConvertible {
        var name: String
        var metric: String
        var value: Double
        var samples: Int

        var testDescription: String { name }
    }

    static let figures = [
        Figure(name: "clean-lizard.csv", metric: "code_complexity.cyclomatic_complexity", value: 2, samples: 6),
        Figure(name: "found-lizard.csv", metric: "code_complexity.cyclomatic_complexity", value: 3, samples: 11),
        Figure(name: "clean-jscpd.json", metric: "duplication.lines", value: 0, samples: 18),
        Figure(name: "found-jscpd.json", metric: "duplication.lines", value: 9.0 / 62, samples: 62),
        Figure(name: "clean-interrogate.txt", metric: "documentation.public_api_coverage", value: 0.4, samples: 5),
        Figure(name: "found-interrogate.txt", metric: "documentation.public_api_coverage", value: 0.375, samples: 8),
    ]

    @Test("state their figure with what it rests on", arguments: figures)
    func figure(_ expected: Figure) throws {
        let report = ReportReader.read(path: reports + expected.name)
        #expect(report.status == .ok, "\(report.messages)")
        let figure = try #require(report.measurements.first { "\($0.metric)" == expected.metric })
        #expect(abs(figure.value - expected.value) < 1e-9)
        #expect(figure.samples == expected.samples)
    }

    @Test("Node's own reporters tell the same tests", arguments: ["node.xml", "node.tap"])
    func node(name: String) throws {
        let clean = try #require(ReportReader.read(path: reports + "clean-" + name).tests)
        #expect((clean.tally.passed, clean.tally.failed) == (1, 0))
        let found = ReportReader.read(path: reports + "found-" + name)
        #expect(found.status == .ok, "\(found.messages)")
        let tests = try #require(found.tests)
        #expect((tests.tally.passed, tests.tally.failed) == (1, 1))
        #expect(tests.cases.first { $0.status == .failed }?.name == "a price has a sign")
    }
}
