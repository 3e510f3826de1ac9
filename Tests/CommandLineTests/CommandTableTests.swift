import Scanning
import Testing

@testable import CommandLine

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

    @Test("every command is in the table, in the group that `assay --help` shows it in")
    func table() throws {
        let root = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
        let file = try MappedFile(path: "/\(root)/README.md")
        let text = file.withBytes { String(decoding: $0, as: UTF8.self) }
        let groups = Self.groups(of: text)
        for group in Assay.configuration.groupedSubcommands {
            let names = Set(group.subcommands.compactMap { $0.configuration.commandName })
            #expect(groups[group.name.lowercased()] == names)
        }
        #expect(groups.count == Assay.configuration.groupedSubcommands.count)
    }
}
