import ArgumentParser
import Core
import Notifying
import Responding
import Storage

/// `assay incident silence`.
struct IncidentSilenceCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "silence",
        abstract: "Tell nobody of an alert or an incident for a while; it is recorded, gates and closes as ever."
    )

    @Argument(help: "The name of an alert, the id of an incident, or \(Silence.everything).")
    var subject: String

    @Option(help: "For how many hours, a week at most.")
    var hours = 4.0

    @Option(help: "Why.")
    var reason: String

    @OptionGroup var place: ReleasePlace

    func validate() throws {
        guard hours > 0, hours * 3_600 <= Silence.longest else {
            throw ValidationError("--hours \(hours): more than none, and a week at most")
        }
    }

    func run() throws {
        let session = try IncidentSession(place)
        let id = try IncidentSession.reading { () throws(StorageError) in
            try session.keeper.silence(subject, for: hours * 3_600, by: session.person, because: reason)
        }
        Console.out("\(id): nobody is told of \(subject)")
    }
}

/// `assay incident unsilence`.
struct IncidentUnsilenceCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "unsilence",
        abstract: "End a silence before its time."
    )

    @Argument(help: "Its id, such as SIL-1.")
    var id: String

    @OptionGroup var place: ReleasePlace

    func run() throws {
        let session = try IncidentSession(place)
        let isDone = try IncidentSession.reading { () throws(StorageError) in
            try session.keeper.endSilence(id, by: session.person)
        }
        guard isDone else { throw CommandFailure(.usage, "no silence in force is called '\(id)'") }
        Console.out("\(id) is over")
    }
}
