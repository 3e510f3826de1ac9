import Reports
import Scanning
import Wire

/// A document that is read must come back the same once it is written.
private func roundTrip(_ document: UnsafeRawBufferPointer) {
    guard let value = try? JSON(parsing: document) else { return }
    var writer = JSONWriter()
    writer.append(value)
    guard let again = try? JSON(parsing: writer.bytes) else { broken("what was written cannot be read") }
    if again != value { broken("what was written reads otherwise") }
}

/// The entry that libFuzzer calls with each input; always 0, which keeps the input if it reached new code.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let bytes = UnsafeRawBufferPointer(start: start, count: count)
    roundTrip(UnsafeRawBufferPointer(rebasing: bytes.dropFirst()))
    _ = try? SummaryCodec.decode(UnsafeRawBufferPointer(rebasing: bytes.dropFirst()))
    readReport(bytes, as: Syntax.json)
    return 0
}
