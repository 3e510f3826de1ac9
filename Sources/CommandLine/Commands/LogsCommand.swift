import ArgumentParser
import Core
import Criteria
import Execution
import Glibc
import Scanning
import Storage

/// `assay logs`: what steps of a run have printed.
struct LogsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "logs",
        abstract: "Print the output of steps of a run; several are told apart by headings."
    )

    @Argument(help: "A run's id or the beginning of it, or latest.")
    var id: String

    @Argument(help: "Steps: a name, or a filter such as s:failed or @unit (docs/running.md); all where there is none.")
    var steps: [String] = []

    @Flag(help: "Go on while the step runs.")
    var follow = false

    @Option(help: "Which try (default: the last).")
    var attempt: Int?

    @Option(name: [.short, .long], help: "Configuration of the project whose run is meant.")
    var config: String?

    func run() async throws {
        let root = ProjectFolder.directory(of: config ?? ProjectFolder.found)
        let run = try StoredRun.named(id, root: root)
        let logs = try chosen(run)
        guard follow else {
            for log in logs {
                if logs.count > 1 { Console.out("──── \(log.step), try \(log.attempt)") }
                if Self.print(log.path, from: 0) == 0 {
                    Console.error("\(log.step) printed nothing in try \(log.attempt)")
                }
            }
            return
        }
        guard logs.count == 1, let log = logs.first else {
            throw CommandFailure(.usage, "--follow follows one step, and these are \(logs.count)")
        }
        Console.toleratesEarlyEnd()
        await Self.follow(log, run)
    }

    /// The output of one try.
    private struct Log {
        var step: String
        var attempt: Int
        /// Absolute.
        var path: String
    }

    private func chosen(_ run: StoredRun) throws -> [Log] {
        let known = try run.folded()
        let name = steps.joined(separator: " ")
        let exact = known.steps.filter { $0.name == name || $0.hasPart(named: name) }
        let filter = Filter(name)
        let found = exact.isEmpty ? known.steps.filter { filter.matches(StepSubject.of($0)) } : exact
        let logs = found.flatMap { step in
            step.titles.filter { !step.hasPart(named: name) || step.name(ofPart: $0) == name }
                .compactMap { log(of: step, part: $0, run) }
        }
        guard logs.isEmpty else { return logs }
        let names = known.steps.flatMap { step in [step.name] + step.parts.map { step.name(ofPart: $0.title) } }
        let meant = Resemblance.nearest(to: name, among: names).map { "; did you mean \"\($0)\"?" } ?? ""
        let what =
            found.isEmpty
            ? "no step of run \(run.folder.id) is meant by '\(name)'\(meant)" : "no output is kept of '\(name)'"
        throw CommandFailure(.usage, what)
    }

    /// The output of the try that is asked for, of a step or one of its parts.
    private func log(of step: StepRecord, part: String?, _ run: StoredRun) -> Log? {
        let own = step.attempts.filter { $0.part == part }
        let number = attempt ?? own.last?.number ?? 1
        let record = own.first { $0.number == number }
        guard let log = record?.log ?? run.log(of: step.name, attempt: number) else { return nil }
        return Log(step: step.name(ofPart: part), attempt: number, path: "\(run.folder.path)/\(log)")
    }

    /// Prints a file from an offset on; where it ends now.
    @discardableResult
    private static func print(_ path: String, from offset: off_t) -> off_t {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return offset }
        defer { close(file) }
        var offset = offset
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while case let count = pread(file, &buffer, buffer.count, offset), count > 0 {
            Console.write(buffer[..<count], to: STDOUT_FILENO)
            offset += off_t(count)
        }
        return offset
    }

    /// Until the try has ended, or the run, however it ended.
    private static func follow(_ log: Log, _ run: StoredRun) async {
        var offset: off_t = 0
        while true {
            let isOver = run.hasEnded(log.step, attempt: log.attempt)
            offset = print(log.path, from: offset)
            if isOver || Console.problem != nil { return }
            do { try await Task.sleep(for: .milliseconds(100)) } catch { return }
        }
    }
}

extension StepRecord {
    /// The parts that its tests were cut into; nil alone where they are one piece.
    fileprivate var titles: [String?] { parts.isEmpty ? [nil] : parts.map(\.title) }

    fileprivate func hasPart(named name: String) -> Bool { parts.contains { self.name(ofPart: $0.title) == name } }
}

/// A step of a run, and a run, as filters see them.
enum StepSubject {
    static func of(_ record: StepRecord) -> Filter.Subject {
        var fields = ["stage": record.stage, "kind": record.kind.rawValue]
        fields["component"] = record.component
        return Filter.Subject(
            [record.name],
            states: record.outcome.filterStates + (record.cached == nil ? [] : ["cached"]),
            tags: [record.kind.rawValue, record.stage] + [record.component].compactMap(\.self),
            fields: fields
        )
    }
}
