import Testing

@Suite("The commands in README.md")
struct CommandTableTests {
    /// The words behind `assay` in each group's rows of the table.
    private static func groups(of text: String) -> [String: Set<String>] {
        var groups: [String: Set<String>] = [:]
        var group = ""
        for line in text.split(separator: "\n") where line.hasPrefix("| ") {
            if let title = line.firstMatch(of: /^\| \*\*(\w+)\*\*/) { group = String(title.1) }
            guard line.hasPrefix("| `assay ") else { continue }
            let cell = line.dropFirst(2).prefix { $0 != "|" }
            groups[group, default: []].formUnion(cell.matches(of: /assay (\w+)/).map { String($0.1) })
        }
        return groups
    }

    /// The same of what `assay --help` prints: `START SUBCOMMANDS:`, and a command a line.
    private static func helped(_ text: String) -> [String: Set<String>] {
        var groups: [String: Set<String>] = [:]
        var group = ""
        for line in text.split(separator: "\n") {
            if let title = line.firstMatch(of: /^(\w+) SUBCOMMANDS:$/) { group = title.1.lowercased() }
            guard !group.isEmpty, let name = line.firstMatch(of: /^  ([a-z]\w*)(?: |$)/) else { continue }
            groups[group, default: []].insert(String(name.1))
        }
        return groups
    }

    @Test("every command is in the table, in the group that `assay --help` shows it in")
    func table() {
        let readme = String(decoding: Folder.bytes(Folder.projectRoot + "/README.md"), as: UTF8.self)
        let help = Self.helped(Program.run([Program.assay, "--help"], in: Folder()).out)
        #expect(help.count == 5)
        #expect(Self.groups(of: readme) == help)
    }
}
