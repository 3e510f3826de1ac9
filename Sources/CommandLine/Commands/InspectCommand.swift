import ArgumentParser
import Core
import Reports
import Scanning

/// `assay inspect`: what Assay understands of report files.
struct InspectCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "inspect",
        abstract: "Show what Assay understands of report files: format, figures, and what is wrong with them."
    )

    @Argument(help: "Report files.")
    var files: [String]

    @Option(
        name: [.customLong("as"), .customLong("format")],
        help: """
            Read the files as this format instead of detecting it: see `assay list formats`. The words text and json are \
            the form of the output, as in every command.
            """
    )
    var format: String?

    @Option(help: "failures, or all: then text names the slowest test cases, and json lists every one.")
    var keep: ReadOptions.Keep = .failures

    @Option(help: "text or json.")
    var output: OutputFormat = .text

    func run() throws {
        let form = format.flatMap(OutputFormat.init(rawValue:)) ?? output
        let options = ReadOptions(format: form.rawValue == format ? nil : format, keep: keep)
        var documents: [JSON] = []
        var broken = 0
        var last: Report?
        for file in files {
            let report = ReportReader.read(path: file, options: options)
            last = report
            if report.status == .error { broken += 1 }
            switch form {
            case .text:
                let lines = InspectText.lines(report) + (keep == .all ? InspectText.slowest(report) : [])
                Console.out(lines.joined(separator: "\n"))
            case .json: documents.append(InspectionOutput.json(report, cases: keep == .all))
            }
        }
        if form == .json { Console.out(JSON.array(documents).text(.pretty)) }
        if broken > 0 {
            let which = files.count == 1 ? "the file" : "\(broken) of \(files.count) files"
            throw CommandFailure(.infrastructure, "\(which) cannot be used as evidence")
        }
        Assay.leave(.pass, keeping: last)
    }
}

extension ReadOptions.Keep: ExpressibleByArgument {}
