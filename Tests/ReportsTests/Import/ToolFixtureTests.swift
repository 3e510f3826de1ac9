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
}
