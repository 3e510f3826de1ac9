import Scanning

/// The lines and their ends are the whole text again.
private func lines(_ document: UnsafeRawBufferPointer) {
    var scanner = LineScanner(document)
    var end = scanner.offset
    while let range = scanner.nextRange() {
        if range.start != end || range.end > document.count { broken("a line that does not follow the one before") }
        end = scanner.offset
    }
    if end < document.count { broken("bytes behind the last line") }
}

/// The entry that libFuzzer calls with each input; always 0, which keeps the input if it reached new code.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let bytes = UnsafeRawBufferPointer(start: start, count: count)
    lines(UnsafeRawBufferPointer(rebasing: bytes.dropFirst()))
    readReport(bytes, as: Syntax.lines)
    return 0
}
