/// One block of a PEM file (RFC 7468).
package enum PEM {
    /// The bytes of the first block with this label; nil where there is none, or its base64 is wrong.
    package static func decode(_ text: String, label: String) -> [UInt8]? {
        let lines = text.split(whereSeparator: \.isNewline).map { line in
            String(line.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
        }
        guard let begin = lines.firstIndex(of: "-----BEGIN \(label)-----"),
            let end = lines[begin...].firstIndex(of: "-----END \(label)-----")
        else { return nil }
        return Base64.decode(lines[(begin + 1)..<end].joined())
    }

    package static func encode(_ bytes: [UInt8], label: String) -> String {
        var rest = Substring(Base64.encode(bytes))
        var text = "-----BEGIN \(label)-----\n"
        while !rest.isEmpty {
            text += rest.prefix(64) + "\n"
            rest = rest.dropFirst(64)
        }
        return text + "-----END \(label)-----\n"
    }
}
