import Glibc
import Scanning

/// Every event of a document, as short words, to the end or to the error.
func events(_ document: [UInt8]) -> (events: [String], error: ScanError?) {
    var events: [String] = []
    let error: ScanError? = document.withUnsafeBytes { bytes in
        do throws(ScanError) {
            var xml = try XMLScanner(bytes)
            while true {
                switch try xml.next() {
                case .start(let name, _):
                    var text = "<" + xml.bytes(name).string
                    var index = 0
                    while let attribute = xml.attribute(at: index) {
                        text += " \(xml.bytes(attribute.name).string)=\(xml.string(ofAttribute: attribute.value))"
                        index += 1
                    }
                    events.append(text)
                case .end(let name): events.append("/" + xml.bytes(name).string)
                case .text(let range, let isCDATA): events.append("'" + xml.string(of: range, isCDATA: isCDATA))
                case .eof: return nil
                }
            }
        } catch {
            return error
        }
    }
    return (events, error)
}

func events(_ document: String) -> (events: [String], error: ScanError?) { events(Array(document.utf8)) }

/// A document with what is wrong with it, and where.
struct Malformed: CustomStringConvertible, Sendable {
    let document: [UInt8]
    let offset: Int
    let line: Int
    let column: Int
    let message: String

    init(_ document: String, _ offset: Int, _ line: Int, _ column: Int, _ message: String) {
        self.init(Array(document.utf8), offset, line, column, message)
    }

    init(_ document: [UInt8], _ offset: Int, _ line: Int, _ column: Int, _ message: String) {
        self.document = document
        self.offset = offset
        self.line = line
        self.column = column
        self.message = message
    }

    var description: String { String(decoding: document.prefix(60), as: UTF8.self) }
}

/// Lends a text's bytes to a test.
func lend(_ text: String, _ body: (Bytes) throws -> Void) throws {
    try Array(text.utf8).withUnsafeBytes { bytes in try body(bytes) }
}
