import Scanning

/// Fields hold no more than their document does, and lines are counted upwards.
private func records(_ document: UnsafeRawBufferPointer) {
    var reader = CSVReader(document)
    var fields: [String] = []
    var line = 0
    do throws(ScanError) {
        while try reader.next(into: &fields) {
            if fields.isEmpty { broken("a record without a field") }
            if reader.lineNumber <= line { broken("line \(reader.lineNumber) behind line \(line)") }
            line = reader.lineNumber
        }
    } catch {
        if error.message.isEmpty { broken("an error without a message") }
    }
}

/// The entry that libFuzzer calls with each input; always 0, which keeps the input if it reached new code.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let bytes = UnsafeRawBufferPointer(start: start, count: count)
    records(UnsafeRawBufferPointer(rebasing: bytes.dropFirst()))
    readReport(bytes, as: Syntax.csv)
    return 0
}
