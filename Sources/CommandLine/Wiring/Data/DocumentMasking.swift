import Privacy
import Scanning

/// Masks JSON Lines: values are replaced where they stand, and all else stays as it is written.
struct DocumentMasking {
    private var members: Masker.Members
    private var output: [UInt8] = []
    /// Up to where what was read has been written.
    private var copied = 0
    /// What stands for one value.
    private var masked: [UInt8] = []

    init(table: String) { members = Masker.Members(table: table) }

    mutating func mask(_ bytes: Bytes, _ masker: inout Masker, _ write: ([UInt8]) throws -> Void) throws {
        var (start, number) = (0, 0)
        while start < bytes.count {
            let end = bytes.firstIndex(of: 0x0A, from: start) ?? bytes.count
            number += 1
            do throws(ScanError) { try maskLine(bytes, ByteRange(start, end), &masker) } catch {
                throw TextTable.Problem(message: error.message, line: number)
            }
            start = end + 1
            if output.count > 1 << 20 {
                try write(output)
                output.removeAll(keepingCapacity: true)
            }
        }
        masker.end(members)
        try write(output)
    }

    private mutating func maskLine(_ bytes: Bytes, _ line: ByteRange, _ masker: inout Masker) throws(ScanError) {
        guard bytes.slice(line).contains(where: { $0 > 0x20 }) else { return }
        var reader = try JSONReader(document: bytes, range: line)
        copied = line.start
        try mask(&reader, "", &masker)
        try reader.finish()
        copy(bytes, to: line.end)
        output.append(0x0A)
        masker.endDocument()
    }

    /// `name`: of the member that the value belongs to, also through lists.
    private mutating func mask(_ reader: inout JSONReader, _ name: String, _ masker: inout Masker) throws(ScanError) {
        switch try reader.peek() {
        case .object:
            try reader.beginObject()
            while let key = try reader.nextKey() { try mask(&reader, key.string, &masker) }
        case .array:
            try reader.beginArray()
            while try reader.nextElement() { try mask(&reader, name, &masker) }
        case .string:
            copy(reader.document, to: reader.offset)
            let text = try reader.readRawString()
            guard text.hasEscapes else {
                replace(text.raw, name, &masker)
                return take(reader, in: ("\"", "\""))
            }
            var plain = text.string
            plain.withUTF8 { replace(UnsafeRawBufferPointer($0), name, &masker) }
            masked = JSON.string(String(decoding: masked, as: UTF8.self)).serialized()
            take(reader, in: ("", ""))
        case .number:
            copy(reader.document, to: reader.offset)
            let number = reader.document.slice(try reader.readRaw())
            replace(number, name, &masker)
            // What is a number still needs no quotes.
            let isWhole = masked.allSatisfy { (0x30...0x39).contains($0) } && masked.first ?? 0x30 != 0x30
            let isNumber = isWhole || masked.elementsEqual(number)
            take(reader, in: isNumber ? ("", "") : ("\"", "\""))
        default: try reader.skipValue()
        }
    }

    private mutating func replace(_ value: UnsafeRawBufferPointer, _ name: String, _ masker: inout Masker) {
        masked.removeAll(keepingCapacity: true)
        masker.maskMember(name, value, &members, to: &masked)
    }

    /// Writes what stands for the value that was read last.
    private mutating func take(_ reader: JSONReader, in quotes: (StaticString, StaticString)) {
        output.append(contentsOf: UnsafeRawBufferPointer(start: quotes.0.utf8Start, count: quotes.0.utf8CodeUnitCount))
        output.append(contentsOf: masked)
        output.append(contentsOf: UnsafeRawBufferPointer(start: quotes.1.utf8Start, count: quotes.1.utf8CodeUnitCount))
        copied = reader.offset
    }

    private mutating func copy(_ bytes: Bytes, to end: Int) {
        output.append(contentsOf: bytes.slice(ByteRange(copied, end)))
        copied = end
    }
}
