// What the fuzz targets of report readers share; built together with the modules that it imports by `Fuzz/run`.

import Core
import Reports
import Scanning
import Wire

/// What the fuzzer found to be wrong; ends the process so that libFuzzer keeps the input.
func broken(_ what: String) -> Never {
    print(what)
    fatalError(what)
}

/// The formats of each syntax, by their ids; every other format is JSON.
enum Syntax {
    static let xml: Set<String> = [
        "junit", "cobertura", "jacoco", "clover", "opencover", "sonar-coverage", "dotcover-xml", "jmeter-xml",
        "checkstyle", "pmd", "spotbugs", "cppcheck", "android-lint", "dependency-check-xml", "zap-xml", "burp-xml",
        "trx", "nunit3", "nunit2", "xunit", "testng", "robot", "ctest", "cpd", "pit", "cyclonedx-xml",
    ]
    static let csv: Set<String> = ["jmeter-csv", "locust-csv", "lizard-csv"]
    static let lines: Set<String> = [
        "lcov", "go-coverprofile", "wrk", "go-bench", "tap", "cargo-bench", "interrogate", "openmetrics", "spdx-tv",
    ]

    static var json: Set<String> { Set(ids).subtracting(xml).subtracting(csv).subtracting(lines) }

    static let ids = ImporterRegistry.all.map { $0.format.id }
}

/// Reads an input as a report: its first byte chooses a format of the syntax, or detection by content.
func readReport(_ input: UnsafeRawBufferPointer, as syntax: Set<String>) {
    guard let mode = input.first else { return }
    let formats = Syntax.ids.filter(syntax.contains)
    let choice = Int(mode & 0x7F) % (formats.count + 1)
    let options = ReadOptions(
        format: choice == 0 ? nil : formats[choice - 1],
        keep: mode & 0x80 == 0 ? .failures : .all
    )
    check(ReportReader.read(UnsafeRawBufferPointer(rebasing: input.dropFirst()), path: "fuzz", options: options))
}

private func check(_ report: Report) {
    for message in report.messages {
        if message.text.isEmpty { broken("a message without text") }
        if let line = message.line, line < 1 { broken("line \(line)") }
        if let offset = message.offset, offset < 0 { broken("offset \(offset)") }
    }
    let blank = Report(path: report.path, format: report.format)
    var figures = report
    figures.messages = []
    figures.bytes = 0
    figures.tool = nil
    if report.status == .error, figures != blank { broken("figures beside an error: \(report.messages)") }
    var writer = JSONWriter()
    writer.append(InspectionOutput.json(report))
    if (try? JSON(parsing: writer.bytes)) == nil { broken("the inspection is no JSON") }
    checkSummary(of: report)
}

/// A report that was read comes back out of a summary, its coverage line by line; a summary holds so many lines at most.
private func checkSummary(of report: Report) {
    let lines = report.coverage?.files.reduce(0) { $0 + $1.lines.count } ?? 0
    guard lines < 1 << 24 else { return }
    guard let again = try? SummaryCodec.decode(SummaryCodec.encode(RunSummary(reports: [report]))).reports else {
        broken("a summary of the report cannot be read")
    }
    if again.map(\.coverage) != [report.coverage] { broken("a summary tells of other coverage") }
}
