import Glibc
import Scanning
import Selection

/// Which package of Python a file is of, as the packages themselves list their files.
package enum PythonPackages {
    /// More bytes than this are no list of files.
    private static let limit = 16 << 20

    /// By path, as in what was touched, the names of packages.
    ///
    /// `touched`: paths relative to the root, or absolute.
    package static func distributions(of touched: some Sequence<String>, root: String) -> [String: String] {
        var found: [String: String] = [:]
        for site in Set(touched.lazy.compactMap(InstalledPackage.site)) {
            let folder = site.hasPrefix("/") ? site : "\(root)/\(site)"
            for entry in entries(of: folder) where entry.hasSuffix(".dist-info") {
                // `flask_cors-4.0.1.dist-info`.
                guard let end = entry.dropLast(".dist-info".count).lastIndex(of: "-"),
                    let file = try? MappedFile(path: "\(folder)/\(entry)/RECORD"),
                    file.size <= limit
                else { continue }
                let name = InstalledPackage.pythonName(entry[..<end])
                for path in paths(file.withBytes { Array($0) }) { found["\(site)/\(path)"] = name }
            }
        }
        return found
    }

    /// The first column of a list of files: what lies elsewhere is no module.
    static func paths(_ record: [UInt8]) -> [String] {
        record.split(separator: 0x0A).compactMap { line in
            let isQuoted = line.first == UInt8(ascii: "\"")
            let path = (isQuoted ? line.dropFirst() : line).prefix { $0 != UInt8(ascii: isQuoted ? "\"" : ",") }
            let text = String(decoding: path, as: UTF8.self)
            return text.isEmpty || text.hasPrefix("..") || text.hasPrefix("/") ? nil : text
        }
    }

    private static func entries(of folder: String) -> [String] {
        guard let stream = opendir(folder) else { return [] }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            names.append(
                withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                    pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
                }
            )
        }
        return names
    }
}
