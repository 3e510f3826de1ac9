import Chance

/// A column in one form of output: what stands in front of its values (a separator, and in JSON the key), and the values.
final class Lane: Sendable {
    let column: Column
    let lead: WordList
    private let source: Source
    private let isFree: Bool
    private let isBare: Bool

    init(_ column: Column, lead: String) {
        self.column = column
        self.lead = WordList([lead])
        source = column.source
        isFree = column.isFree
        isBare = column.type.isBare
    }

    func writeCSV(_ row: UInt64, _ table: CompiledTable, _ sink: ByteSink) {
        lead.append(0, to: sink)
        if column.isNull(row) { return }
        let start = sink.count
        table.write(source, row, to: sink)
        if isFree, sink.needsQuotes(from: start) { sink.quote(from: start) }
    }

    func writeJSON(_ row: UInt64, _ table: CompiledTable, _ sink: ByteSink) {
        lead.append(0, to: sink)
        if column.isNull(row) {
            sink.append("null")
        } else if isBare {
            table.write(source, row, to: sink)
        } else {
            sink.append(UInt8(ascii: "\""))
            let start = sink.count
            table.write(source, row, to: sink)
            if isFree { sink.escape(from: start, Self.jsonEscape) }
            sink.append(UInt8(ascii: "\""))
        }
    }

    func writeCopy(_ row: UInt64, _ table: CompiledTable, _ sink: ByteSink) {
        lead.append(0, to: sink)
        if column.isNull(row) { return sink.append("\\N") }
        let start = sink.count
        table.write(source, row, to: sink)
        if isFree { sink.escape(from: start, Self.copyEscape) }
    }

    // MARK: Escapes

    static func jsonEscape(_ byte: UInt8) -> StaticString? {
        switch byte {
        case 0x22: "\\\""
        case 0x5C: "\\\\"
        case 0x0A: "\\n"
        case 0x0D: "\\r"
        case 0x09: "\\t"
        case 0..<0x20: " "
        default: nil
        }
    }

    static func copyEscape(_ byte: UInt8) -> StaticString? {
        switch byte {
        case 0x5C: "\\\\"
        case 0x0A: "\\n"
        case 0x0D: "\\r"
        case 0x09: "\\t"
        default: nil
        }
    }
}
