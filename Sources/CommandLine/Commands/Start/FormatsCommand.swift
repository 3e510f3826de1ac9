import ArgumentParser
import Reports
import Scanning

/// `assay list formats`: the report formats that can be read, and what each feeds.
struct FormatsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "formats",
        abstract: "List the report formats that Assay reads, and what each feeds."
    )

    @Option(name: .form, help: "text or json.")
    var output: OutputFormat = .text

    func run() throws {
        let formats = ImporterRegistry.all.map { $0.format }
        switch output {
        case .text:
            let width = formats.map(\.id.count).max() ?? 0
            for format in formats {
                let id = format.id + String(repeating: " ", count: width - format.id.count)
                Console.out("\(id)  \(format.feeds.rawValue): \(format.title)")
            }
        case .json:
            let entries = formats.map { format in
                JSON.object([
                    .init("id", .string(format.id)), .init("title", .string(format.title)),
                    .init("feeds", .string(format.feeds.rawValue)),
                ])
            }
            Console.out(JSON.array(entries).text(.pretty))
        }
    }
}
