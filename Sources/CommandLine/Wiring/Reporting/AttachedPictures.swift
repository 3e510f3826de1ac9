import Core
import Scanning

/// Pictures that failed tests attached, small enough to go into the page; all others are only named there.
enum AttachedPictures {
    private static let fileLimit = 512 << 10
    private static let limit = 6 << 20

    /// As `data:` addresses by the paths that the reports write; `root` is the project's absolute path.
    static func read(_ reports: [Report], root: String) -> [String: String] {
        var pictures: [String: String] = [:]
        var used = 0
        for report in reports {
            for path in (report.tests?.cases ?? []).lazy.flatMap(\.attachments) where pictures[path] == nil {
                guard let picture = bytes(of: path, report, root), used + picture.count <= limit,
                    let word = kind(of: picture)
                else { continue }
                used += picture.count
                pictures[path] = "data:\(word);base64,\(Base64.encode(picture))"
            }
        }
        return pictures
    }

    /// Relative to the project, or to where the report lies; a path that leads out of the project is not followed.
    private static func bytes(of path: String, _ report: Report, _ root: String) -> [UInt8]? {
        guard !path.split(separator: "/").contains("..") else { return nil }
        let folder = report.path.lastIndex(of: "/").map { "\(root)/\(report.path[..<$0])" } ?? root
        let places = path.hasPrefix("/") ? [path] : ["\(root)/\(path)", "\(folder)/\(path)"]
        for place in places where place.hasPrefix(root + "/") {
            guard let file = try? MappedFile(path: place), file.size <= fileLimit else { continue }
            return file.withBytes { Array($0) }
        }
        return nil
    }

    /// By the first bytes, whatever the name says: a text that is called `.png` is no picture.
    private static func kind(of bytes: [UInt8]) -> String? {
        let starts: [(String, [UInt8])] = [
            ("image/png", [0x89, 0x50, 0x4E, 0x47]), ("image/jpeg", [0xFF, 0xD8, 0xFF]),
            ("image/gif", Array("GIF8".utf8)),
        ]
        if let known = starts.first(where: { bytes.starts(with: $0.1) }) { return known.0 }
        let isWebP = bytes.starts(with: Array("RIFF".utf8)) && bytes.dropFirst(8).starts(with: Array("WEBP".utf8))
        return isWebP ? "image/webp" : nil
    }
}
