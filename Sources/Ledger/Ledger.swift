import Core
import Glibc
import Scanning
package import Storage

/// The audit log of a project, which is the state of its releases and incidents too: append-only, hash-chained, one writer
/// at a time.
///
/// Whoever finds it damaged decides nothing: `read` fails.
package struct Ledger: Sendable {
    /// Absolute path of the folder that holds it.
    package let folder: String

    /// The lines themselves.
    package var path: String { "\(folder)/audit.jsonl" }
    /// Signed statements on how far the log went.
    package var heads: String { "\(folder)/heads.jsonl" }

    private static let limit = 1 << 30
    private let memory = LedgerMemory()

    package init(folder: String) { self.folder = folder }

    /// All entries, the oldest first, each checked against the one before; none where there is no log yet.
    package func read() throws(StorageError) -> [LedgerEntry] {
        guard access(path, F_OK) == 0 else { return [] }
        return try entries(try bytes(path)).entries
    }

    /// Appends what the closure makes of all entries; nobody else reads or writes for deciding meanwhile.
    @discardableResult
    package func append(
        _ make: ([LedgerEntry]) throws(StorageError) -> [LedgerDraft]
    ) throws(StorageError) -> [LedgerEntry] {
        try makeFolder()
        let file = open(path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0o644)
        guard file >= 0 else { throw StorageError(path: path, message: Self.words(errno)) }
        defer { close(file) }
        while flock(file, LOCK_EX) != 0 {
            guard errno == EINTR else { throw StorageError(path: path, message: Self.words(errno)) }
        }
        let known = try entries(try bytes(path))
        // Of a writer that was killed a part of a line may be left, which says nothing.
        if known.torn > 0 { ftruncate(file, off_t(known.size)) }
        var added: [LedgerEntry] = []
        var last = known.entries.last
        for draft in try make(known.entries) {
            let entry = LedgerEntry(
                draft,
                number: (last?.number ?? 0) + 1,
                previous: last?.digest ?? LedgerEntry.origin
            )
            added.append(entry)
            last = entry
        }
        try write(added.flatMap { $0.line + [0x0A] }, to: file)
        return added
    }

    /// Appends a line to the signed heads.
    package func append(head line: [UInt8]) throws(StorageError) {
        try makeFolder()
        let file = open(heads, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o644)
        guard file >= 0 else { throw StorageError(path: heads, message: Self.words(errno)) }
        defer { close(file) }
        try write(line + [0x0A], to: file)
    }

    /// The lines of the signed heads.
    package func headLines() throws(StorageError) -> [[UInt8]] {
        guard access(heads, F_OK) == 0 else { return [] }
        return try bytes(heads).split(separator: 0x0A).map { Array($0) }
    }

    private func entries(
        _ bytes: [UInt8]
    ) throws(StorageError) -> (entries: [LedgerEntry], size: Int, torn: Int) {
        var (entries, size) = memory.known(of: bytes)
        var rest = bytes[size...]
        while let end = rest.firstIndex(of: 0x0A) {
            guard let entry = LedgerEntry(line: rest[..<end]), entry.number == entries.count + 1,
                entry.previous == entries.last?.digest ?? LedgerEntry.origin
            else {
                throw StorageError(
                    path: path,
                    message: "line \(entries.count + 1) is not what was written: the audit log has been changed"
                )
            }
            entries.append(entry)
            size = end + 1
            rest = rest[(end + 1)...]
        }
        memory.keep(entries, of: bytes)
        return (entries, size, rest.count)
    }

    private func bytes(_ path: String) throws(StorageError) -> [UInt8] {
        do throws(FileError) {
            let file = try MappedFile(path: path)
            guard file.size <= Self.limit else { throw FileError(path: path, message: "is too large") }
            return file.withBytes { Array($0) }
        } catch {
            throw StorageError(path: path, message: error.message)
        }
    }

    private func write(_ bytes: [UInt8], to file: Int32) throws(StorageError) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw StorageError(path: path, message: Self.words(errno)) }
            rest = rest.dropFirst(count)
        }
        if !bytes.isEmpty { fdatasync(file) }
    }

    func makeFolder() throws(StorageError) {
        let parent = String(folder[..<(folder.lastIndex(of: "/") ?? folder.endIndex)])
        for path in [parent, folder] where !path.isEmpty {
            guard mkdir(path, 0o755) == 0 || errno == EEXIST else {
                throw StorageError(path: path, message: Self.words(errno))
            }
        }
        let ignore = "\(parent)/.gitignore"
        if parent.hasSuffix("/.assay"), access(ignore, F_OK) != 0 {
            try ReplacementFile.write(Array("*\n".utf8), to: ignore)
        }
    }

    private static func words(_ code: Int32) -> String { String(cString: strerror(code)).lowercased() }
}
