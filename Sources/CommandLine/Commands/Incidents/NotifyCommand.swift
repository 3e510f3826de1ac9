import ArgumentParser
import Core
import Judging
import Ledger
import Notifying
import Responding

/// `assay notify`.
struct NotifyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "notify",
        abstract: "Try the channels that messages go by.",
        subcommands: [NotifyTestCommand.self]
    )
}

/// `assay notify test`.
struct NotifyTestCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "test",
        abstract: "Send a test message by a notifier or to a contact, once, and say what came back.",
        discussion: "Exit codes: 0 all were accepted, 1 one was not, 2 usage or configuration error."
    )

    @Argument(help: "Notifiers or contacts; all notifiers where none is named.")
    var names: [String] = []

    @OptionGroup var place: ReleasePlace

    func run() async throws {
        let session = try IncidentSession(place)
        let settings = session.release.held.project.response
        let asked = names.isEmpty ? settings.notifiers.map(\.name) : names
        guard !asked.isEmpty else { throw CommandFailure(.usage, "`notifiers` names none") }
        if let unknown = asked.first(where: { settings.channels(of: $0).isEmpty }) {
            throw CommandFailure(.usage, "no notifier or contact is called '\(unknown)'")
        }
        let channels = asked.flatMap { settings.channels(of: $0) }.unique
        var isWhole = true
        for notifier in settings.notifiers where channels.contains(notifier.name) {
            let id = "test-\(Nonce.make())"
            var notice = Notice(
                kind: .test,
                incident: "test",
                thread: id,
                title: "a message of Assay",
                severity: .low,
                facts: [.init("asked for by", session.person)],
                time: session.release.now
            )
            (notice.isFirst, notice.link) = (true, settings.link)
            let outcome = await session.outbox.sender.send(notice, id: id, by: notifier)
            isWhole = isWhole && outcome == .accepted
            Console.out("\(notifier.name): \(Outbox.words(outcome))")
        }
        if !isWhole { throw CommandFailure(.fail) }
    }
}
