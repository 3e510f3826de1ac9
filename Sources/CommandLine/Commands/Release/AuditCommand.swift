import ArgumentParser
import Core
import Ledger
import Scanning
import Storage
import Wire

/// `assay audit`: the log of all decisions.
struct AuditCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit",
        abstract: "Look at the audit log of decisions, approvals, deployments and incidents.",
        subcommands: [AuditVerifyCommand.self, AuditListCommand.self]
    )
}

/// `assay audit verify`.
struct AuditVerifyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract:
            "Say whether the audit log is whole: every line chained to the one before, every signed head in place.",
        discussion: "Exit codes: 0 whole, 2 usage error, 3 changed, cut off, or signed by nobody that is trusted."
    )

    @OptionGroup var place: ReleasePlace

    @Option(help: "A digest that the log must hold, as an earlier `assay audit verify` printed it.")
    var head: String?

    func run() throws {
        let session = try ReleaseSession(place)
        let entries: [LedgerEntry]
        let lines: [[UInt8]]
        do throws(StorageError) {
            entries = try session.ledger.read()
            lines = try session.ledger.headLines()
        } catch {
            throw CommandFailure(.infrastructure, error.description)
        }
        var signed = 0
        for (index, line) in lines.enumerated() {
            guard let found = LedgerHead(line: line, check: session.check) else {
                throw CommandFailure(.infrastructure, "\(session.ledger.heads):\(index + 1): no signed head")
            }
            guard case .verified = found.signature else {
                throw CommandFailure(
                    .infrastructure,
                    "\(session.ledger.heads):\(index + 1): its signature is of no listed key"
                )
            }
            guard found.number >= 1, found.number <= entries.count, entries[found.number - 1].digest == found.digest
            else {
                throw CommandFailure(
                    .infrastructure,
                    "entry \(found.number) was signed, and the log no longer holds it: it has been cut off or rewritten"
                )
            }
            signed = max(signed, found.number)
        }
        if let head, !entries.contains(where: { $0.digest == head }) {
            throw CommandFailure(.infrastructure, "no entry has the digest \(head)")
        }
        guard let last = entries.last else { return Console.out("the audit log is empty") }
        Console.out("\(entries.count) entries, whole; \(signed == 0 ? "none" : "up to entry \(signed)") signed")
        Console.out("head \(last.digest)")
    }
}

/// `assay audit list`.
struct AuditListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "Show the audit log.")

    @OptionGroup var place: ReleasePlace

    @Option(name: .form, help: "text or json.")
    var output: OutputFormat = .text

    func run() throws {
        let session = try ReleaseSession(place)
        for entry in try session.entries() {
            switch output {
            case .text:
                let place = entry.body["environment"]?.string ?? ""
                Console.out("\(AttestationJSON.moment(entry.time) ?? "")  \(entry.kind)  \(entry.actor)  \(place)")
            case .json:
                let line: JSON = [
                    "number": JSON(entry.number), "time": JSON(entry.time), "kind": JSON(entry.kind),
                    "actor": JSON(entry.actor), "digest": JSON(entry.digest), "body": entry.body,
                ]
                Console.out(line.text())
            }
        }
    }
}
