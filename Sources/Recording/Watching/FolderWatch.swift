import Glibc

/// Sees which files of the project are opened, by whomever: also by programs that no library is loaded into.
///
/// It does not see who opens them, nor what is looked for in vain.
final class FolderWatch {
    struct Seen {
        var files: Set<String> = []
        var folders: Set<String> = []
        /// Whether the kernel had to leave something out.
        var isCut = false
    }

    private let descriptor: Int32
    private var folders: [Int32: String] = [:]
    /// Why some of the project is not watched; nil where all of it is.
    private(set) var problem: String?

    /// `folders`: relative to the root, which itself is `.`.
    init?(root: String, folders wanted: [String]) {
        descriptor = inotify_init1(Int32(IN_NONBLOCK) | Int32(IN_CLOEXEC))
        guard descriptor >= 0 else { return nil }
        for folder in wanted {
            let place = inotify_add_watch(descriptor, "\(root)/\(folder)", UInt32(IN_OPEN) | UInt32(IN_ONLYDIR))
            if place >= 0 {
                folders[place] = folder
            } else if errno != ENOENT, errno != ENOTDIR {
                problem = "not all folders can be watched: \(String(cString: strerror(errno)).lowercased())"
                break
            }
        }
    }

    deinit { close(descriptor) }

    /// What was opened since the last time.
    func drain() -> Seen {
        var seen = Seen()
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = read(descriptor, &buffer, buffer.count)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return seen }
            take(buffer[..<count], &seen)
        }
    }

    private func take(_ bytes: ArraySlice<UInt8>, _ seen: inout Seen) {
        var start = bytes.startIndex
        while start + 16 <= bytes.endIndex {
            let number = { (offset: Int) -> UInt32 in
                (0..<4).reduce(0) { $0 | UInt32(bytes[start + offset + $1]) << UInt32(8 * $1) }
            }
            let (place, mask, length) = (Int32(bitPattern: number(0)), number(4), Int(number(12)))
            let end = min(bytes.endIndex, start + 16 + length)
            let name = String(decoding: bytes[(start + 16)..<end].prefix { $0 != 0 }, as: UTF8.self)
            start += 16 + length
            if mask & UInt32(IN_Q_OVERFLOW) != 0 { seen.isCut = true }
            guard let folder = folders[place] else { continue }
            let path = name.isEmpty ? folder : folder == "." ? name : "\(folder)/\(name)"
            if mask & UInt32(IN_ISDIR) != 0 { seen.folders.insert(path) } else { seen.files.insert(path) }
        }
    }
}
