/// A form of file in which text does not stand as it is: going over its bytes would find nothing, and a zero would say nothing.
package struct OpaqueForm: Sendable, Hashable {
    package let name: String

    private static let forms: [(name: String, start: [UInt8])] = [
        ("zip", [0x50, 0x4B, 0x03, 0x04]), ("gzip", [0x1F, 0x8B]), ("zstd", [0x28, 0xB5, 0x2F, 0xFD]),
        ("xz", [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00]), ("7z", [0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C]),
        ("lz4", [0x04, 0x22, 0x4D, 0x18]), ("Parquet", Array("PAR1".utf8)), ("PDF", Array("%PDF-".utf8)),
        ("pg_dump's custom form", Array("PGDMP".utf8)), ("UTF-16", [0xFF, 0xFE]), ("UTF-16", [0xFE, 0xFF]),
    ]

    /// nil where the bytes begin as none of these does.
    package init?(_ bytes: UnsafeRawBufferPointer) {
        if bytes.starts(with: "BZh".utf8), bytes.count > 9,
            bytes[4..<10].elementsEqual([0x31, 0x41, 0x59, 0x26, 0x53, 0x59])
        {
            name = "bzip2"
        } else if let form = Self.forms.first(where: { bytes.starts(with: $0.start) }) {
            name = form.name
        } else {
            return nil
        }
    }

    /// What a person is told.
    package var problem: TextTable.Problem {
        let advice =
            name == "UTF-16" ? "write it as UTF-8 first, as with iconv" : "unpack it, or write it as text, first"
        return TextTable.Problem(message: "this is \(name), in which no text stands as it is: \(advice)", line: 0)
    }
}
