import Scanning

/// Every event of a document, each range of which must lie within it.
private func scan(_ document: UnsafeRawBufferPointer) {
    do throws(ScanError) {
        var xml = try XMLScanner(document)
        while true {
            switch try xml.next() {
            case .start(let name, _):
                _ = xml.bytes(name).string
                for attribute in xml.attributes {
                    _ = xml.bytes(attribute.name).string
                    _ = xml.string(ofAttribute: attribute.value, limit: 64)
                }
            case .end(let name): _ = xml.localName(name).string
            case .text(let range, let isCDATA): _ = xml.string(of: range, isCDATA: isCDATA)
            case .eof: return
            }
        }
    } catch {
        if error.message.isEmpty || error.line < 1 || error.column < 1 { broken("an error without a place") }
    }
}

/// The entry that libFuzzer calls with each input; always 0, which keeps the input if it reached new code.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let bytes = UnsafeRawBufferPointer(start: start, count: count)
    scan(UnsafeRawBufferPointer(rebasing: bytes.dropFirst()))
    readReport(bytes, as: Syntax.xml)
    return 0
}
