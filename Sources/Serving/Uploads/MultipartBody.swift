import Scanning

/// The parts of a `multipart/form-data` body, as RFC 7578 has it and curl's `-F` sends it.
struct MultipartBody: Sendable {
    struct File: Sendable {
        var name: String
        var bytes: ArraySlice<UInt8>
    }

    private(set) var fields: [String: String] = [:]
    private(set) var files: [File] = []

    private static let mostParts = 1_000
    private static let longestHead = 4_096
    private static let longestField = 1_000

    /// nil for what is none, is cut off, or has a field twice.
    init?(_ body: [UInt8], type: String) {
        guard let boundary = Self.boundary(of: type) else { return nil }
        let mark = Array("\r\n--\(boundary)".utf8)
        // The first one has no end of a line before it where there is no preamble.
        var rest = ([0x0D, 0x0A] + body)[...]
        guard let start = Self.find(mark, in: rest), start == rest.startIndex else { return nil }
        rest = rest[(start + mark.count)...]
        for _ in 0..<Self.mostParts {
            if rest.starts(with: [0x2D, 0x2D]) { return }
            guard rest.starts(with: [0x0D, 0x0A]), let end = Self.find(mark, in: rest) else { return nil }
            guard take(rest[(rest.startIndex + 2)..<end]) else { return nil }
            rest = rest[(end + mark.count)...]
        }
        return nil
    }

    /// One part without its marks.
    private mutating func take(_ part: ArraySlice<UInt8>) -> Bool {
        let gap: [UInt8] = [0x0D, 0x0A, 0x0D, 0x0A]
        guard let end = Self.find(gap, in: part.prefix(Self.longestHead)),
            let head = String(validating: part[..<end], as: UTF8.self)
        else { return false }
        let bytes = part[(end + gap.count)...]
        let lines = head.split(separator: "\r\n")
        guard let line = lines.first(where: { $0.lowercased().hasPrefix("content-disposition:") }),
            let name = Self.parameter("name", of: line)
        else { return false }
        if let file = Self.parameter("filename", of: line) {
            files.append(File(name: file, bytes: bytes))
            return true
        }
        guard fields[name] == nil, bytes.count <= Self.longestField,
            let text = String(validating: bytes, as: UTF8.self)
        else { return false }
        fields[name] = text
        return true
    }

    private static func boundary(of type: String) -> String? {
        guard type.lowercased().hasPrefix("multipart/form-data"), let mark = type.firstRange(of: "boundary=") else {
            return nil
        }
        var text = type[mark.upperBound...].prefix { $0 != ";" }
        if text.hasPrefix("\""), text.hasSuffix("\"") { text = text.dropFirst().dropLast() }
        return (1...70).contains(text.utf8.count) ? String(text) : nil
    }

    /// What a header says behind `name=`, in quotes.
    private static func parameter(_ name: String, of line: some StringProtocol) -> String? {
        for part in line.split(separator: ";").dropFirst() {
            let halves = part.drop { $0 == " " }.split(separator: "=", maxSplits: 1)
            guard halves.count == 2, halves[0].lowercased() == name else { continue }
            let value = halves[1].drop { $0 == " " }
            return value.hasPrefix("\"") ? String(value.dropFirst().prefix { $0 != "\"" }) : String(value)
        }
        return nil
    }

    private static func find(_ needle: [UInt8], in bytes: ArraySlice<UInt8>) -> Int? {
        guard let first = needle.first, bytes.count >= needle.count else { return nil }
        return bytes.withUnsafeBufferPointer { buffer -> Int? in
            var index = 0
            let last = buffer.count - needle.count
            while index <= last {
                if buffer[index] == first, needle.indices.allSatisfy({ buffer[index + $0] == needle[$0] }) {
                    return bytes.startIndex + index
                }
                index += 1
            }
            return nil
        }
    }
}
