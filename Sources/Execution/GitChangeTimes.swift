import Core
import Glibc

/// When the files of a change got what they hold: both clocks err in one direction, so that the earlier one counts.
///
/// A checkout writes files anew that were committed long ago, and a commit may follow hours after the last edit.
struct GitChangeTimes {
    private let directory: String
    /// Seconds since 1970 of the last commit that changed a file.
    private var committed: [String: Double] = [:]
    /// Files that differ from the commit that is checked out; nil where git did not say.
    private var open: Set<String>?

    init(_ git: GitCommand, since base: String) {
        directory = git.directory
        open = git.output(["diff", "--name-only", "-z", "--relative", "--no-ext-diff", "HEAD", "--"]).map { output in
            Set(output.split(separator: 0).map { String(decoding: $0, as: UTF8.self) })
        }
        let range = git.commit(base) == nil ? ["HEAD"] : ["\(base)..HEAD"]
        let arguments = ["log", "--no-color", "--format=%x00%ct", "--name-only", "--no-renames", "--relative"]
        let log = git.output(arguments + range + ["--", "."], timeout: .seconds(30)) ?? []
        var time: Double?
        for line in log.split(separator: 0x0A) {
            if line.first == 0 {
                time = Double(String(decoding: line.dropFirst(), as: UTF8.self))
            } else {
                let path = GitPath.text(line) ?? ""
                // The newest commit comes first.
                if committed[path] == nil { committed[path] = time }
            }
        }
    }

    /// The file with the time of its last change, where both clocks have one.
    func dated(_ file: FileChange) -> FileChange {
        guard !file.statements.isEmpty, let open else { return file }
        var status = stat()
        guard lstat("\(directory)/\(file.path)", &status) == 0 else { return file }
        let written = Double(status.st_mtim.tv_sec) + Double(status.st_mtim.tv_nsec) / 1e9
        var dated = file
        dated.changed = open.contains(file.path) ? written : committed[file.path].map { min($0, written) }
        return dated
    }
}
