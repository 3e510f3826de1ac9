import Core
import Scanning
import Storage

/// A file of the configuration with a list of small mappings below one key at its top: entries are added and taken out line
/// by line, and all else stays as people wrote it.
struct YAMLListFile {
    /// Absolute.
    let path: String
    private let key: String
    private(set) var lines: [String]

    /// `ENOENT`.
    private static let absent: Int32 = 2

    /// An absent file is one with an empty list.
    init(path: String, key: String, comment: String) throws {
        self.path = path
        self.key = "\(key):"
        do throws(FileError) {
            let text = try MappedFile(path: path).withBytes { String(decoding: Array($0), as: UTF8.self) }
            lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
            if lines.last?.isEmpty == true { lines.removeLast() }
        } catch {
            guard error.code == Self.absent else { throw CommandFailure(.infrastructure, error.description) }
            lines = ["# \(comment)"]
        }
        if head == nil { lines.append(self.key) }
    }

    private var head: Int? { lines.firstIndex { $0.hasPrefix(key) } }

    /// Adds an entry at the end of the list, as a mapping of these keys in their order; texts are quoted.
    mutating func add(_ entry: KeyValuePairs<String, String>) throws {
        guard let head else { return }
        let value = lines[head].dropFirst(key.count).prefix { $0 != "#" }.filter { $0 != " " }
        guard value.isEmpty || value == "[]" else {
            throw CommandFailure(.usage, "\(path): '\(key)' is written in one line; add the entry there by hand")
        }
        lines[head] = key
        // The list ends where a line begins another key.
        let end = lines[(head + 1)...].firstIndex { !($0.isEmpty || " -#".contains($0.prefix(1))) }
        let indent = lines[(head + 1)...].first(where: Self.isItem)?.prefix { $0 == " " } ?? "  "
        let added = entry.enumerated().map { index, member in
            "\(indent)\(index == 0 ? "- " : "  ")\(member.key): \(JSON(member.value).text())"
        }
        lines.insert(contentsOf: added, at: end ?? lines.endIndex)
    }

    /// Takes an entry out; false where there is none at that line.
    ///
    /// `line`: 1-based, any line of the entry.
    mutating func remove(at line: Int) -> Bool {
        guard lines.indices.contains(line - 1), let head else { return false }
        var start = line - 1
        while start > head, !Self.isItem(lines[start]) { start -= 1 }
        guard start > head else { return false }
        let indent = lines[start].prefix { $0 == " " }.count
        var end = start + 1
        while end < lines.count, lines[end].prefix(while: { $0 == " " }).count > indent { end += 1 }
        lines.removeSubrange(start..<end)
        if !lines[(head + 1)...].contains(where: Self.isItem) { lines[head] = "\(key) []" }
        return true
    }

    private static func isItem(_ line: String) -> Bool { line.drop { $0 == " " }.hasPrefix("- ") }

    func write() throws { try OutputFile.write(Array((lines.joined(separator: "\n") + "\n").utf8), to: path) }
}
