import Core
import Scanning

/// Looks into source files, of which coverage alone says too little.
struct SourceFiles {
    /// Absolute path of the project.
    var root: String
    /// The project's files.
    var files: [String]

    /// How many lines the files have that the coverage of some reports may mean, told by their names.
    func lineCounts(_ reports: [Report]) async -> [String: Int] {
        var names: Set<Substring> = []
        for index in reports.indices {
            for file in reports[index].coverage?.files ?? [] { names.insert(Self.name(file.path)) }
        }
        guard !names.isEmpty else { return [:] }
        return await looked(at: files.filter { names.contains(Self.name($0)) }) { bytes in
            var count = 0
            var start = 0
            while let end = bytes.firstIndex(of: 0x0A, from: start) {
                count += 1
                start = end + 1
            }
            return start < bytes.count ? count + 1 : count
        }
    }

    /// Those source files that some globs name and that hold no code.
    func codeless(_ globs: [String]) async -> Set<String> {
        guard !globs.isEmpty else { return [] }
        var matcher = GlobMatcher(globs.map { Glob($0) })
        let named = files.filter { matcher.matches($0) && FileRole.isSource($0) && FileRole.of($0) == .product }
        return Set(await looked(at: named) { CodeLine.isAny(in: $0) ? nil : true }.keys)
    }

    private func looked<Value: Sendable>(
        at paths: [String],
        _ look: @escaping @Sendable (Bytes) -> Value?
    ) async -> [String: Value] {
        let shares = stride(from: 0, to: paths.count, by: 256).map { paths[$0...].prefix(256) }
        let found = await Parallel.map(shares) { [root] share in
            share.compactMap { path -> (String, Value)? in
                guard let file = try? MappedFile(path: "\(root)/\(path)"), let value = file.withBytes(look) else {
                    return nil
                }
                return (path, value)
            }
        }
        return Dictionary(found.joined()) { first, _ in first }
    }

    /// The last segment, whatever separates them, without a query.
    private static func name(_ path: String) -> Substring {
        let end = path.utf8.firstIndex(of: UInt8(ascii: "?")) ?? path.utf8.endIndex
        let start = path.utf8[..<end].lastIndex { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "\\") }
        return path[(start.map { path.utf8.index(after: $0) } ?? path.startIndex)..<end]
    }
}
