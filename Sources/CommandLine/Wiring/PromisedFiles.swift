import Core
import Execution

/// The files that match what a step promises to write, as they lie there now.
struct PromisedFiles {
    struct File {
        /// Relative to the project's root.
        var path: String
        /// The first of the step's patterns that the file matches.
        var pattern: ReportPattern
        /// Whether the names of the files say that some are tries of the same tests.
        var mayBeTry: Bool
    }

    /// A pattern with what it found.
    struct Match {
        var pattern: ReportPattern
        /// As it is written below the project's root, for people.
        var shown: String
        var glob: Glob
        var found: FileGlob.Found
    }

    let root: String
    let matches: [Match]
    /// Each file once.
    let files: [File]

    init(_ step: Step, root: String) {
        self.root = root
        let directory = step.directory.map { $0.hasSuffix("/") ? $0 : $0 + "/" } ?? ""
        // The directory is a name, whatever letters it holds.
        let prefix = Glob.quoted(directory)
        matches = step.reports.map { pattern in
            let glob = Glob((pattern.isFromRoot ? "" : prefix) + pattern.glob)
            return Match(
                pattern: pattern,
                shown: (pattern.isFromRoot ? "" : directory) + pattern.glob,
                glob: glob,
                found: FileGlob(root: root).files(matching: [glob])
            )
        }
        let tries = Report.possibleTries(matches.flatMap(\.found.files))
        var seen: Set<String> = []
        files = matches.flatMap { match in
            match.found.files.filter { seen.insert($0).inserted }
                .map { File(path: $0, pattern: match.pattern, mayBeTry: tries.contains($0)) }
        }
    }

    var globs: [Glob] { matches.map(\.glob) }

    var stamps: [String: FileStamp] {
        var stamps: [String: FileStamp] = [:]
        for file in files { stamps[file.path] = FileStamp(of: root + "/" + file.path) }
        return stamps
    }
}
