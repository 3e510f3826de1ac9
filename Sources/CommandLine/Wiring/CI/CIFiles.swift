import Core
import Glibc
import Storage

/// Writes the files that wire a CI system; a file that is there already stays as it is.
enum CIFiles {
    /// Gives back what was done, a line for each file, and what comes next.
    ///
    /// `root`: absolute path of the repository.
    static func write(_ system: CITemplate.System, root: String) throws -> [String] {
        var lines: [String] = []
        for template in system.templates {
            let path = "\(root)/\(template.path)"
            if access(path, F_OK) == 0 {
                lines.append("\(template.path): is there already, and stays as it is")
                continue
            }
            try makeFolders(above: template.path, root: root)
            try OutputFile.write(Array(template.text.utf8), to: path)
            lines.append("\(template.path): written")
        }
        return lines + system.next.map { "next: \($0)" }
    }

    private static func makeFolders(above path: String, root: String) throws {
        var folder = root
        for part in path.split(separator: "/").dropLast() {
            folder += "/\(part)"
            guard mkdir(folder, 0o755) == 0 || errno == EEXIST else {
                throw CommandFailure(.infrastructure, "cannot write \(folder): \(String(cString: strerror(errno)))")
            }
        }
    }
}
