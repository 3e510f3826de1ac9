import Core
import Execution
import Glibc
import Scanning
import Storage
import Synchronization

/// Copies what a try has written of its step's reports and artifacts into the run's folder, before a later try or step
/// overwrites it.
final class FileKeeper: Sendable {
    private struct State {
        /// Bytes that may still be kept.
        var room: Double
        /// What lay at the places of each step before its try.
        var before: [String: [String: FileStamp]] = [:]
    }

    private let root: String
    private let folder: String
    private let mask: SecretMask
    private let state: Mutex<State>

    /// `folder` is the run's, `limit` what all of its copies may take.
    init(root: String, folder: String, limit: Double, mask: SecretMask = SecretMask()) {
        self.mask = mask
        self.root = root
        self.folder = folder
        state = Mutex(State(room: limit))
    }

    /// Notes what lies there before a try.
    func begin(_ step: Step) {
        let stamps = places(of: step).mapValues(\.stamp)
        state.withLock { $0.before[step.name] = stamps }
    }

    /// Copies what is new or changed since; what lies there afterwards is what was there before the next try.
    func keep(_ step: Step, in place: String) -> [KeptCopy] {
        let found = places(of: step)
        let before = state.withLock { $0.before.updateValue(found.mapValues(\.stamp), forKey: step.name) } ?? [:]
        return found.filter { before[$0.key] != $0.value.stamp }.sorted { $0.key < $1.key }.map { path, file in
            var kept = KeptCopy(path: path, copy: nil, bytes: Int(file.stamp.size), purpose: file.purpose)
            if reserve(file.stamp.size), copy(path, to: "\(place)/\(path)") { kept.copy = "\(place)/\(path)" }
            return kept
        }
    }

    private struct Place {
        var stamp: FileStamp
        var purpose: KeptCopy.Purpose
    }

    private func places(of step: Step) -> [String: Place] {
        guard !step.reports.isEmpty || !step.artifacts.isEmpty else { return [:] }
        var places: [String: Place] = [:]
        for file in artifacts(of: step) {
            if let stamp = FileStamp(of: "\(root)/\(file)") { places[file] = Place(stamp: stamp, purpose: .artifact) }
        }
        guard !step.reports.isEmpty else { return places }
        for (file, stamp) in PromisedFiles(step, root: root).stamps {
            places[file] = Place(stamp: stamp, purpose: .report)
        }
        return places
    }

    private func artifacts(of step: Step) -> [String] {
        guard !step.artifacts.isEmpty else { return [] }
        let prefix = Glob.quoted(step.directory.map { $0.hasSuffix("/") ? $0 : $0 + "/" } ?? "")
        return FileGlob(root: root).files(matching: step.artifacts.map { Glob(prefix + $0) }).files
    }

    private func reserve(_ bytes: Int64) -> Bool {
        state.withLock { state in
            guard state.room >= Double(bytes) else { return false }
            state.room -= Double(bytes)
            return true
        }
    }

    /// A copy that fails is none: keeping never decides anything.
    private func copy(_ path: String, to copy: String) -> Bool {
        let target = "\(folder)/\(copy)"
        guard Folders.makeParents(of: target), let file = try? MappedFile(path: "\(root)/\(path)") else { return false }
        do throws(StorageError) {
            if let masked = file.withBytes({ mask.masked($0) }) {
                try ReplacementFile.write(masked, to: target)
                return true
            }
            let replacement = try ReplacementFile(of: target)
            try replacement.append(ByteRange(0, file.size), of: file)
            try replacement.commit()
        } catch {
            return false
        }
        // The time of the file is a part of what its report says of itself.
        var status = stat()
        if stat("\(root)/\(path)", &status) == 0 {
            _ = [status.st_atim, status.st_mtim].withUnsafeBufferPointer {
                utimensat(AT_FDCWD, target, $0.baseAddress, 0)
            }
        }
        return true
    }
}
