import Core
import Glibc

/// Finds the programs of servers where distributions put them.
enum Programs {
    /// The folders `FOLDER/*/BELOW`.
    static func folders(in folder: String, below: String) -> [String] {
        guard let stream = opendir(folder) else { return [] }
        defer { closedir(stream) }
        var folders: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if !name.hasPrefix(".") { folders.append("\(folder)/\(name)/\(below)") }
        }
        return folders
    }

    /// The folder with a program: of those with versions in their paths the one that is asked for, else the highest, else
    /// the first one of `PATH`; nil where nobody has it.
    static func choose(_ program: String, in folders: [String], for version: String?, _ path: String?) -> String? {
        let found = folders.filter { access("\($0)/\(program)", X_OK) == 0 }
        if let wanted = version.map({ ServiceVersion($0) }), let folder = found.first(where: { isMet(wanted, by: $0) })
        {
            return folder
        }
        if let highest = found.max(by: { number($0) < number($1) }) { return highest }
        let places = (path ?? "/usr/local/bin:/usr/bin:/bin").split(separator: ":").map(String.init) + ["/usr/bin"]
        return places.first { $0.hasPrefix("/") && access("\($0)/\(program)", X_OK) == 0 }
    }

    /// Folders are named for major versions: `16` serves who asks for `16.2`.
    private static func isMet(_ wanted: ServiceVersion, by folder: String) -> Bool {
        folder.split(separator: "/").contains { part in
            Double(part) != nil
                && (wanted.isMet(by: String(part)) || ServiceVersion(String(part)).isMet(by: wanted.wanted))
        }
    }

    private static func number(_ folder: String) -> Double {
        folder.split(separator: "/").lazy.compactMap { Double($0) }.first ?? 0
    }

    /// The number that follows a text: `15.18` of `postgres (PostgreSQL) 15.18 (Debian 15.18-0)`.
    static func version(in line: String, behind text: String) -> String? {
        guard let range = line.firstRange(of: text) else { return nil }
        let number = line[range.upperBound...].prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
        return number.isEmpty ? nil : String(number)
    }
}
