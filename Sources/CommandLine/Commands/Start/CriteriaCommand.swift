import ArgumentParser
import Core
import Reports
import Scanning

/// `assay list criteria`: every criterion of the six gates, what measures it, and what missing evidence means for it.
struct CriteriaCommand: ParsableCommand {
    enum Form: String, ExpressibleByArgument, CaseIterable {
        case text
        case markdown
        case json
    }

    static let configuration = CommandConfiguration(
        commandName: "criteria",
        abstract: "List the criteria of the gates: metric, unit, direction, what measures each."
    )

    @Option(name: .form, help: "text, markdown or json.")
    var output: Form = .text

    @Option(help: "The criteria of one gate only, such as coverage_gate.")
    var gate: GateID?

    func run() throws {
        let list = CriteriaList(gate: gate)
        switch output {
        case .text: Console.out(list.text)
        case .markdown: Console.out(list.markdown)
        case .json: Console.out(list.json.text(.pretty))
        }
    }
}

extension GateID: ExpressibleByArgument {}
