import Core
import Execution
import Glibc
import Judging
import Scanning
import Selection

/// Finds what a change touches: from a list that was given, or from git and what the CI system says.
struct ChangeFinder {
    let root: String
    /// What a person named to compare the change with.
    let base: String?
    /// As on the command line; empty where nothing was said.
    let listed: [String]
    let environment: [String: String]

    /// More bytes than this are no list of files.
    private static let listLimit = 64 << 20

    func changes() throws -> Changes { try listed.isEmpty ? asked() : given() }

    private var past: GitPast { GitPast(directory: root, environment: environment) }

    // MARK: Git

    private func asked() -> Changes {
        let ci = CIFacts(environment)
        var facts = ChangeBase.Facts()
        facts.ci = ci.ci
        facts.target = ci.target
        facts.eventBase = PushEvent.base(environment) ?? environment["CI_MERGE_REQUEST_DIFF_BASE_SHA"]
        facts.before = PushEvent.before(environment) ?? ci.before
        facts.event = ci.event
        let past = past
        switch ChangeBase(named: base, facts, exists: past.isBehind) {
        case .unproven(let reason): return .unproven(reason: reason)
        case .named(let name): return read(name)
        case .found: return read(nil)
        }
    }

    private func read(_ base: String?) -> Changes {
        switch GitChange(directory: root, environment: environment).read(base: base) {
        case .unknown(let reason): .unproven(reason: reason)
        case .change(let change): .files(change.files.flatMap(Self.files), base: change.base)
        }
    }

    /// What has another name now is gone from where it was.
    static func files(_ change: FileChange) -> [ChangedFile] {
        let kind: ChangedFile.Kind =
            switch (change.content, change.kind) {
            case (_, .deleted): .deleted
            case (.link, _), (.submodule, _): .place
            case (_, .added), (_, .renamed), (_, .copied): .added
            case (_, .modified): .modified
            }
        guard change.kind == .renamed, let old = change.oldPath else { return [ChangedFile(change.path, kind)] }
        return [ChangedFile(old, .deleted), ChangedFile(change.path, kind)]
    }

    // MARK: A list

    private func given() throws -> Changes {
        let names = try listed.flatMap(names)
        guard names.count <= ChangeList.limit else {
            return .unproven(reason: "\(names.count) changed files are listed: that is no change of parts")
        }
        let prefix = past.prefix
        var files: [ChangedFile] = []
        for name in names.unique {
            let place = ChangeList.place(of: name, root: root, prefix: prefix) { Self.mode($0, root) != nil }
            switch place {
            case .outside: return .unproven(reason: "\(CleanName.shown(name)) lies outside of the repository")
            // As where git is asked: what lies elsewhere is no part of the project.
            case .repository where Self.mode(name, topLevel(prefix)) != nil: continue
            case .repository: files.append(ChangedFile(name, .deleted))
            case .project(let path): files.append(ChangedFile(path, Self.kind(path, root)))
            }
        }
        return .files(files, base: base.map { "\($0), as listed" } ?? "the given list")
    }

    private func names(_ word: String) throws -> [String] {
        if word.isEmpty { return [] }
        if word == "-" { return ChangeList.names(in: try Self.standardInput()) }
        guard word.hasPrefix("@"), access(word, F_OK) != 0 else { return [word] }
        let path = String(word.dropFirst())
        do throws(FileError) {
            let file = try MappedFile(path: path)
            guard file.size <= Self.listLimit else {
                throw FileError(path: path, message: "it is too large for a list of files")
            }
            return ChangeList.names(in: file.withBytes { Array($0) })
        } catch {
            throw CommandFailure(.usage, "--changed-files @\(path): \(error.message)")
        }
    }

    private static func standardInput() throws -> [UInt8] {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = Glibc.read(STDIN_FILENO, &buffer, buffer.count)
            if count < 0, errno == EINTR { continue }
            if count < 0 {
                throw CommandFailure(.usage, "--changed-files -: \(String(cString: strerror(errno)).lowercased())")
            }
            if count == 0 { return bytes }
            bytes += buffer[..<count]
            guard bytes.count <= listLimit else {
                throw CommandFailure(.usage, "--changed-files -: it is too large for a list of files")
            }
        }
    }

    private func topLevel(_ prefix: String) -> String {
        prefix.isEmpty || !root.hasSuffix("/" + prefix.dropLast()) ? root : String(root.dropLast(prefix.count))
    }

    /// A list does not tell what is new: what was there before is asked of git where it matters.
    private static func kind(_ path: String, _ root: String) -> ChangedFile.Kind {
        switch mode(path, root) {
        case nil: .deleted
        case S_IFREG: .modified
        default: .place
        }
    }

    private static func mode(_ path: String, _ root: String) -> mode_t? {
        var status = stat()
        return lstat("\(root)/\(path)", &status) == 0 ? status.st_mode & S_IFMT : nil
    }
}

/// A name that somebody else gave, for a message.
enum CleanName {
    static func shown(_ name: String) -> String {
        String(String.UnicodeScalarView(name.unicodeScalars.prefix(200).map { $0.value < 0x20 ? "?" : $0 }))
    }
}
