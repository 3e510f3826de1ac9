package import Engine
import Glibc
import Scanning
import Storage
import Synchronization

/// Starts commands as another runner does, and sees to it that what they touch is noted.
package struct RecordingRunner: ProcessRunner {
    private let runner: any ProcessRunner
    private let root: String
    /// Where notes are written.
    private let folder: String
    private let library: String?
    /// The units that are looked at; nil for all.
    private let only: Set<String>?
    package let recordings: Recordings
    private let number = Counter()

    private final class Counter: Sendable {
        private let value = Atomic(0)

        var next: Int { value.wrappingAdd(1, ordering: .relaxed).newValue }
    }

    /// - Parameters:
    ///   - runner: what really starts commands.
    ///   - root: absolute path of the project.
    ///   - folder: of the run; notes lie in a folder below it.
    ///   - folders: those that hold files of the project, relative to its root.
    ///   - path: where programs are looked up.
    ///   - only: the units that are looked at; nil for all.
    package init(
        _ runner: any ProcessRunner,
        root: String,
        folder: String,
        folders: [String],
        path: String,
        only: Set<String>? = nil
    ) {
        self.runner = runner
        self.only = only
        self.root = root
        self.folder = "\(folder)/touched"
        mkdir(self.folder, 0o755)
        let library = try? RecorderLibrary.install(in: self.folder)
        self.library = library
        recordings = Recordings(
            root: root,
            folders: folders,
            path: path,
            problem: library == nil ? "nothing can be loaded into programs of this machine" : nil
        )
    }

    package func start(_ command: ProcessCommand) async throws(LaunchError) -> any RunningProcess {
        let unit = command.environment["ASSAY_SERVICE"].map(Self.service) ?? command.environment["ASSAY_STEP"] ?? ""
        if let only, !only.contains(unit) { return try await runner.start(command) }
        let place = "\(folder)/\(number.next)"
        var command = command
        let descriptor = open(place, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        let isReady = descriptor >= 0
        if isReady { close(descriptor) }
        if let library, isReady {
            let others = command.environment["LD_PRELOAD"].map { " \($0)" } ?? ""
            command.environment["LD_PRELOAD"] = library + others
            command.environment["ASSAY_TOUCHED"] = place
            command.environment["ASSAY_TOUCHED_ROOT"] = root
        }
        recordings.began(unit)
        do {
            let process = try await runner.start(command)
            return Watched(process: process, unit: unit, place: isReady ? place : nil, recordings: recordings)
        } catch {
            recordings.ended(unit, notes: nil)
            throw error
        }
    }

    /// What a service is called beside the units, whose files it touches for all that use it.
    private static func service(_ name: String) -> String { servicePrefix + name }

    package static let servicePrefix = "service:"

    /// Removes what was made to look at processes.
    package func clear() {
        unlink("\(folder)/recorder.so")
        rmdir(folder)
    }

    /// Takes in what was opened from time to time, until it is cancelled.
    package func watch() async {
        while !Task.isCancelled {
            recordings.tick()
            do { try await Task.sleep(for: .milliseconds(100)) } catch { return }
        }
    }

    /// A process whose notes are read when it has ended.
    private struct Watched: RunningProcess {
        let process: any RunningProcess
        let unit: String
        let place: String?
        let recordings: Recordings

        var processID: Int32 { process.processID }

        func wait() async -> ProcessEnd {
            let end = await process.wait()
            recordings.ended(unit, notes: place.flatMap(Self.notes))
            return end
        }

        func stop(grace: Duration) { process.stop(grace: grace) }

        func kill() { process.kill() }

        private static func notes(_ place: String) -> [UInt8]? {
            defer { unlink(place) }
            guard let file = try? MappedFile(path: place) else { return nil }
            return file.withBytes { Array($0) }
        }
    }
}
