/// Hides secrets in bytes, as they are and as tools write them: in base64, in addresses, in JSON and in XML.
package struct SecretMask: Sendable, Hashable {
    /// What takes the place of a secret.
    package static let sign = "[secret]"
    /// A shorter text would hide half of any output.
    package static let shortest = 4
    /// Lines of a longer secret that are hidden on their own.
    private static let shortestLine = 8

    /// The longest ones first.
    private let patterns: [[UInt8]]
    /// Whether a pattern begins with a byte.
    private let starts: [Bool]

    /// `values` are the secrets; what is too short to be hidden is left out.
    package init(_ values: [String] = []) {
        var found: Set<[UInt8]> = []
        for value in values {
            for text in [value] + value.split(whereSeparator: \.isNewline).map(String.init) {
                let isWhole = text == value
                guard text.utf8.count >= (isWhole ? Self.shortest : Self.shortestLine) else { continue }
                for form in SecretForms.all(Array(text.utf8)) where form.count >= Self.shortest { found.insert(form) }
            }
        }
        patterns = found.sorted { $0.count != $1.count ? $0.count > $1.count : $0.lexicographicallyPrecedes($1) }
        var starts = [Bool](repeating: false, count: 256)
        for pattern in patterns { starts[Int(pattern[0])] = true }
        self.starts = starts
    }

    package var isEmpty: Bool { patterns.isEmpty }

    /// The bytes without secrets; nil where they hold none.
    package func masked(_ bytes: UnsafeRawBufferPointer) -> [UInt8]? {
        guard !isEmpty else { return nil }
        let (output, copied, _) = scan(bytes, isLast: true)
        return output.isEmpty ? nil : output + bytes[copied...]
    }

    /// What can be shown with every secret hidden, how far that goes, and where a secret may begin that goes on in what
    /// comes next.
    ///
    /// Without a secret nothing is copied.
    fileprivate func scan(
        _ bytes: UnsafeRawBufferPointer,
        isLast: Bool
    ) -> (output: [UInt8], copied: Int, open: Int) {
        var output: [UInt8] = []
        var copied = 0
        var position = 0
        let longest = patterns.first?.count ?? 0
        while position < bytes.count {
            guard starts[Int(bytes[position])] else {
                position += 1
                continue
            }
            let rest = UnsafeRawBufferPointer(rebasing: bytes[position...])
            if !isLast, rest.count < longest, isBeginning(rest) { return (output, copied, position) }
            guard let length = patterns.first(where: { Self.begins(rest, with: $0) })?.count else {
                position += 1
                continue
            }
            output += bytes[copied..<position]
            output += Self.sign.utf8
            position += length
            copied = position
        }
        return (output, copied, bytes.count)
    }

    private static func begins(_ bytes: UnsafeRawBufferPointer, with pattern: [UInt8]) -> Bool {
        pattern.count <= bytes.count && bytes.prefix(pattern.count).elementsEqual(pattern)
    }

    /// Whether a longer secret may begin so.
    private func isBeginning(_ bytes: UnsafeRawBufferPointer) -> Bool {
        patterns.contains { $0.count > bytes.count && $0.prefix(bytes.count).elementsEqual(bytes) }
    }

    /// Hides secrets in output that comes in pieces, wherever the pieces are cut.
    package struct Stream: Sendable {
        private let mask: SecretMask
        private var held: [UInt8] = []

        package init(_ mask: SecretMask) { self.mask = mask }

        package var isNeeded: Bool { !mask.isEmpty }

        /// What can be shown once a piece has come.
        package mutating func append(_ piece: UnsafeRawBufferPointer) -> [UInt8] {
            let bytes = held + piece
            return bytes.withUnsafeBytes { bytes in
                let (output, copied, open) = mask.scan(bytes, isLast: false)
                held = Array(bytes[open...])
                return output + bytes[copied..<open]
            }
        }

        /// What is left at the end.
        package mutating func finish() -> [UInt8] {
            defer { held = [] }
            return held.withUnsafeBytes { mask.masked($0) ?? Array($0) }
        }
    }
}
