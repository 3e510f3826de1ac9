/// The bytes of one file, known to be UTF-8, with quick access to its lines.
struct SourceFile: Sendable {
    /// The name that messages use.
    let name: String
    let text: String
    private let bytes: [UInt8]
    private let starts: [Int]

    /// A file of these bytes, which are valid UTF-8 without a byte order mark.
    init(name: String, bytes: [UInt8]) {
        self.name = name
        self.bytes = bytes
        text = String(decoding: bytes, as: UTF8.self)
        starts = Self.lineStarts(bytes)
    }

    /// A file that could not be read, so that messages can still name it.
    init(unreadable name: String) {
        self.init(name: name, bytes: [])
    }

    var lineCount: Int { starts.count }

    /// The bytes of a line (1-based) without its end; empty beyond the last one.
    func lineBytes(_ number: Int) -> ArraySlice<UInt8> {
        guard number >= 1, number <= starts.count else { return [] }
        let start = starts[number - 1]
        var end = number < starts.count ? starts[number] : bytes.count
        while end > start, bytes[end - 1] == UInt8(ascii: "\n") || bytes[end - 1] == UInt8(ascii: "\r") { end -= 1 }
        return bytes[start..<end]
    }

    /// Lines end where YAML says: at LF, CR LF, or a CR alone.
    private static func lineStarts(_ bytes: [UInt8]) -> [Int] {
        var starts = [0]
        for (index, byte) in bytes.enumerated() {
            if byte == UInt8(ascii: "\n") {
                starts.append(index + 1)
            } else if byte == UInt8(ascii: "\r"), index + 1 < bytes.count, bytes[index + 1] != UInt8(ascii: "\n") {
                starts.append(index + 1)
            }
        }
        return starts
    }

    /// A line's text; nil beyond the last one.
    func line(_ number: Int) -> String? {
        guard number >= 1, number <= starts.count else { return nil }
        return String(decoding: lineBytes(number), as: UTF8.self)
    }

    /// The scalars of a line from a column on.
    func scalars(line number: Int, from column: Int) -> ArraySlice<Unicode.Scalar> {
        let scalars = Array(String(decoding: lineBytes(number), as: UTF8.self).unicodeScalars)
        return scalars[min(max(0, column - 1), scalars.count)...]
    }
}
