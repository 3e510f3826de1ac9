/// How a document's bytes become UTF-8 before it is scanned.
enum XMLEncoding {
    /// A document in another encoding than UTF-8 may be this large, in bytes.
    static let transcodingLimit = 256 << 20

    /// The text as UTF-8, where it begins (behind a byte order mark), and what keeps it alive if it was transcoded.
    static func prepare(_ bytes: Bytes) throws(ScanError) -> (Bytes, start: Int, TranscodedText?) {
        let lead = bytes.prefix(4)
        if lead.starts(with: [0xFF, 0xFE]) { return try utf16(bytes, skipping: 2, isBig: false) }
        if lead.starts(with: [0xFE, 0xFF]) { return try utf16(bytes, skipping: 2, isBig: true) }
        if lead.elementsEqual([0x3C, 0x00, 0x3F, 0x00]) { return try utf16(bytes, skipping: 0, isBig: false) }
        if lead.elementsEqual([0x00, 0x3C, 0x00, 0x3F]) { return try utf16(bytes, skipping: 0, isBig: true) }
        let start = lead.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        guard start == 0, let (name, offset) = declared(bytes) else { return (bytes, start, nil) }
        switch name {
        case "utf-8", "utf8", "utf_8", "csutf8", "unicode-1-1-utf-8": return (bytes, 0, nil)
        case _ where singleByte.contains(name): return try windows1252(bytes)
        case "utf-16", "utf-16le", "utf-16be", "csutf16", "csutf16le", "csutf16be", "iso-10646-ucs-2":
            throw ScanError("declared as \(name), but the bytes are not UTF-16", at: offset, in: bytes)
        default:
            let known = "UTF-8, UTF-16, ISO-8859-1, windows-1252 and US-ASCII can be read"
            throw ScanError("encoding '\(name)' is not supported; \(known)", at: offset, in: bytes)
        }
    }

    /// Names and aliases in IANA's list of character sets of US-ASCII, ISO-8859-1 and windows-1252, in lower case.
    private static let singleByte: Set<String> = [
        "us-ascii", "ascii", "iso-ir-6", "ansi_x3.4-1968", "ansi_x3.4-1986", "iso_646.irv:1991", "iso646-us", "us",
        "ibm367", "cp367", "csascii", "iso-8859-1", "iso8859-1", "iso_8859-1", "iso_8859-1:1987", "iso-ir-100",
        "latin1",
        "latin-1", "l1", "ibm819", "cp819", "csisolatin1", "windows-1252", "cp1252", "cswindows1252",
    ]

    /// The encoding that the XML declaration names, in lower case, and its offset.
    private static func declared(_ bytes: Bytes) -> (String, Int)? {
        guard bytes.hasPrefix("<?xml") else { return nil }
        let head = bytes.slice(ByteRange(0, 512))
        guard let close = head.firstIndex(of: UInt8(ascii: "?"), from: 5),
            let key = head.firstOffset(of: "encoding", before: close)
        else { return nil }
        var index = key + 8
        while index < close, head[index] != UInt8(ascii: "\""), head[index] != UInt8(ascii: "'") { index += 1 }
        guard index < close, let end = head.firstIndex(of: head[index], from: index + 1) else { return nil }
        let name = head.slice(ByteRange(index + 1, end))
        return (Text.lossy(name, limit: 40).lowercased(), index + 1)
    }

    private static func bounded(_ bytes: Bytes) throws(ScanError) {
        guard bytes.count <= transcodingLimit else {
            let limit = transcodingLimit >> 20
            throw ScanError("documents over \(limit) MiB must be UTF-8, which is read in place", at: 0, in: bytes)
        }
    }

    private static func utf16(
        _ bytes: Bytes,
        skipping start: Int,
        isBig: Bool
    ) throws(ScanError) -> (Bytes, start: Int, TranscodedText?) {
        try bounded(bytes)
        var output: [UInt8] = []
        output.reserveCapacity(bytes.count)
        var index = start
        func unit(_ at: Int) -> UInt32 {
            isBig
                ? UInt32(bytes[at]) << 8 | UInt32(bytes[at + 1])
                : UInt32(bytes[at + 1]) << 8 | UInt32(bytes[at])
        }
        while index + 1 < bytes.count {
            var value = unit(index)
            if value & 0xFC00 == 0xD800, index + 3 < bytes.count, unit(index + 2) & 0xFC00 == 0xDC00 {
                value = 0x10000 + (value & 0x3FF) << 10 + (unit(index + 2) & 0x3FF)
                index += 2
            }
            guard let scalar = Unicode.Scalar(value) else {
                throw invalid("a lone surrogate in UTF-16", after: output)
            }
            if value < 0x80 {
                output.append(UInt8(value))
            } else {
                output.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
            }
            index += 2
        }
        if index < bytes.count { throw invalid("the document ends within a UTF-16 unit", after: output) }
        let owner = TranscodedText(output)
        return (owner.bytes, 0, owner)
    }

    private static func invalid(_ message: String, after output: [UInt8]) -> ScanError {
        output.withUnsafeBytes { ScanError(message, at: output.count, in: $0) }
    }

    /// ISO-8859-1 is read as windows-1252, its superset in practice; ASCII documents stay in place.
    private static func windows1252(_ bytes: Bytes) throws(ScanError) -> (Bytes, start: Int, TranscodedText?) {
        guard bytes.contains(where: { $0 >= 0x80 }) else { return (bytes, 0, nil) }
        try bounded(bytes)
        var output: [UInt8] = []
        output.reserveCapacity(bytes.count + bytes.count / 8)
        for byte in bytes {
            if byte < 0x80 {
                output.append(byte)
            } else {
                let value = byte < 0xA0 ? upper[Int(byte) - 0x80] : UInt16(byte)
                let scalar = Unicode.Scalar(value) ?? "\u{FFFD}"
                output.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
            }
        }
        let owner = TranscodedText(output)
        return (owner.bytes, 0, owner)
    }

    /// Windows-1252, 0x80...0x9F (encoding.spec.whatwg.org, index windows-1252).
    private static let upper: [UInt16] = [
        0x20AC, 0x81, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8D,
        0x017D, 0x8F, 0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A,
        0x0153, 0x9D, 0x017E, 0x0178,
    ]
}

/// Owns a document that had to be transcoded.
final class TranscodedText {
    let bytes: Bytes

    init(_ text: [UInt8]) {
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: text.count, alignment: 8)
        buffer.copyBytes(from: text)
        bytes = Bytes(buffer)
    }

    deinit { bytes.deallocate() }
}
