import Core
import Engine
import Execution
import Judging
import Scanning

/// Which tests of a run have another name than in the run before, as the source of both says.
struct SourceRenames {
    var source: ProjectSource
    /// More tests than these have not all been renamed.
    private static let testLimit = 1_000
    private static let fileLimit = 4 << 20

    /// Holds the source of each test file against what it was.
    ///
    /// `appeared` and `gone`: tests that only this run has, and those that only the run before had.
    /// `commit`: of the run before.
    func between(gone: [TestKey], appeared: [TestKey], since commit: String) -> [TestRenames.Rename] {
        guard !gone.isEmpty, !appeared.isEmpty, gone.count <= Self.testLimit, appeared.count <= Self.testLimit,
            commit.utf8.count >= 7, commit.allSatisfy(\.isHexDigit)
        else { return [] }
        let probe = GitProbe(directory: source.root, environment: source.environment)
        let before = Dictionary(grouping: gone) { Place($0) }
        return Dictionary(grouping: appeared) { Place($0) }.flatMap { place, now -> [TestRenames.Rename] in
            guard let old = before[place], let file = place.files.first(where: { text(of: $0) != nil }),
                let new = text(of: file), let former = probe.file(file, at: commit), former.count <= Self.fileLimit
            else { return [] }
            let renames = TestBodies.renames(
                gone: old.map(\.name),
                in: String(decoding: former, as: UTF8.self),
                appeared: now.map(\.name),
                in: new
            )
            return renames.flatMap { rename in pairs(old, now, rename) }
        }.sorted { $0.to.text < $1.to.text }
    }

    /// A test with parameters is several, which are renamed together.
    private func pairs(
        _ old: [TestKey],
        _ now: [TestKey],
        _ rename: (from: String, to: String)
    ) -> [TestRenames.Rename] {
        now.filter { $0.name == rename.to }.compactMap { to in
            var from = to
            from.name = rename.from
            return old.contains(from) ? TestRenames.Rename(from: from, to: to) : nil
        }
    }

    private func text(of file: String) -> String? {
        guard !file.hasPrefix("/"), !file.split(separator: "/").contains(".."),
            let mapped = try? MappedFile(path: "\(source.root)/\(file)"), mapped.size <= Self.fileLimit
        else { return nil }
        return mapped.withBytes { String(decoding: $0, as: UTF8.self) }
    }

    /// What tests of one source file share.
    private struct Place: Hashable {
        private var file: String
        private var className: String

        init(_ key: TestKey) { (file, className) = (key.file, key.className) }

        /// Where the source may be: pytest's reports name modules and no files.
        var files: [String] {
            if !file.isEmpty { return [file] }
            let parts = className.split(separator: ".")
            return (0..<min(2, parts.count)).map { parts.dropLast($0).joined(separator: "/") + ".py" }
        }
    }
}
