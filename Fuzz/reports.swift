// Built together with the modules that it imports by `Fuzz/run`. The first byte chooses the format.

import Core
import Reports
import Scanning

/// What the fuzzer found to be wrong; ends the process so that libFuzzer keeps the input.
private func broken(_ what: String) -> Never {
    print(what)
    fatalError(what)
}

private func check(_ report: Report) {
    let figures =
        report.tests != nil || report.coverage != nil || report.findings != nil || !report.performance.isEmpty
        || !report.measurements.isEmpty || !report.attestations.isEmpty
    if report.status == .error, figures { broken("figures beside an error: \(report.messages)") }
    if report.status != .error, !figures, report.format != "k6-summary", report.format != "assay-metrics" {
        broken("neither figures nor an error")
    }
    for message in report.messages {
        if message.text.isEmpty { broken("a message without text") }
        if let line = message.line, line < 1 { broken("line \(line)") }
        if let offset = message.offset, offset < 0 { broken("offset \(offset)") }
    }
    var writer = JSONWriter()
    writer.append(InspectionOutput.json(report))
    if (try? JSON(parsing: writer.bytes)) == nil { broken("the inspection is no JSON") }
}

/// The entry that libFuzzer calls with each input; always 0, which keeps the input if it reached new code.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let bytes = UnsafeRawBufferPointer(start: start, count: count)
    guard let mode = bytes.first else { return 0 }
    let formats = ImporterRegistry.all.map { $0.format.id }
    let choice = Int(mode & 0x7F) % (formats.count + 1)
    let options = ReadOptions(
        format: choice == 0 ? nil : formats[choice - 1],
        keep: mode & 0x80 == 0 ? .failures : .all
    )
    check(ReportReader.read(UnsafeRawBufferPointer(rebasing: bytes.dropFirst()), path: "fuzz", options: options))
    return 0
}
