import ArgumentParser
import Core
import Execution
import Glibc
import Storage

/// `assay waive`: a person's decision to live with a failure until a day, written into the configuration.
struct WaiveCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "waive",
        abstract:
            "Write a waiver for a criterion or for one finding: somebody answers for it, for a reason, until a day.",
        discussion: """
            A finding alone is enough: the criteria that it holds back are those of the latest run. A waiver holds once it \
            is on the protected branch, and where its gate allows one.
            """
    )

    @Argument(
        help:
            "A finding, by the rule or package that the report names, or a criterion such as security_gate.vulnerability_scan.high."
    )
    var subject: String

    @Option(help: "Only this finding, by the rule or package that the report names.")
    var finding: String?

    @Option(help: "Who answers for it.")
    var owner: String

    @Option(help: "Why it is acceptable until then.")
    var reason: String

    @Option(help: "The last day, 2026-12-31 (default: 30 days from now).")
    var expires: String?

    @Option(name: [.short, .long], help: "Configuration of the project (default: \(ProjectFolder.defaultFile)).")
    var config: String?

    func run() async throws {
        let folder = try ProjectFolder.load(config, notes: false)
        let day = try ExpiryDay.read(expires)
        let (criteria, finding) = try await subjects(folder)
        let name = folder.file.split(separator: "/").last.map(String.init) ?? folder.file
        let path = "\(folder.root)/\(name)"
        var file = try YAMLListFile(path: path, key: "waivers", comment: "")
        let before = file
        for criterion in criteria {
            if let finding {
                try file.add([
                    "criterion": criterion, "finding": finding, "owner": owner, "reason": reason,
                    "expires": day.description,
                ])
            } else {
                try file.add(["criterion": criterion, "owner": owner, "reason": reason, "expires": day.description])
            }
        }
        try file.write()
        // What the configuration refuses is taken back, with its own words.
        do { _ = try ProjectFolder.load(config, notes: false) } catch {
            try before.write()
            throw CommandFailure(.usage, "the waiver is not written")
        }
        let what = finding.map { "\($0) in " } ?? ""
        Console.out("\(name): \(what)\(criteria.joined(separator: ", ")) is waived until \(day)")
    }

    /// The criteria that are meant, and the one finding that is.
    private func subjects(_ folder: ProjectFolder) async throws -> (criteria: [String], finding: String?) {
        let isCriterion = GateID.allCases.contains { subject.hasPrefix($0.rawValue + ".") }
        if isCriterion { return ([subject], finding) }
        if let finding {
            throw CommandFailure(
                .usage,
                "'\(subject)' is no criterion; name one, or \(finding) alone: `assay waive \(finding)`"
            )
        }
        let stored = try StoredRun.named("latest", root: folder.root)
        guard stored.hasSummary else {
            throw CommandFailure(.usage, "the latest run has not ended; name a criterion too")
        }
        guard let verdict = try await SummaryFile.read(stored.folder.summary).summary.verdict else {
            throw CommandFailure(.usage, "no gate has judged the latest run; name a criterion too")
        }
        let criteria = WaivableFinding.criteria(counting: subject, in: verdict)
        guard !criteria.isEmpty else {
            throw CommandFailure(
                .usage,
                "no failed criterion of the latest run lists a finding '\(subject)'; "
                    + "write `assay waive CRITERION --finding \(subject)`"
            )
        }
        return (criteria, subject)
    }
}

/// The last day of a decision, as a person names it.
enum ExpiryDay {
    private static let usualDays = 30.0

    /// From today on; 30 days from now where none is named.
    static func read(_ text: String?) throws -> CalendarDay {
        let now = SystemClock().wallTime()
        guard let today = CalendarDay(containing: now),
            let usual = CalendarDay(containing: now + usualDays * 86_400)
        else { throw CommandFailure(.infrastructure, "the clock tells no day") }
        guard let text else { return usual }
        guard let day = CalendarDay(text), day >= today else {
            throw CommandFailure(.usage, "--expires \(text): write a day from today on, such as \(usual)")
        }
        return day
    }
}
