import Glibc

/// What a service has printed so far.
enum LogFile {
    /// Lines that an error shows.
    static let lines = 50
    private static let window = 1 << 16
    private static let searched = 4 << 20

    /// The last lines, free of control characters; none where nothing was printed.
    static func tail(_ path: String) -> [String] {
        let bytes = read(path, last: window)
        var parts = bytes.split(separator: 0x0A, omittingEmptySubsequences: false).suffix(Self.lines + 1)
        if parts.last?.isEmpty == true { parts.removeLast() }
        return parts.suffix(Self.lines).map { part -> String in
            let plain = part.prefix(1000).map { (byte: UInt8) -> UInt8 in byte < 0x20 || byte == 0x7F ? 0x20 : byte }
            var text = String(decoding: plain, as: UTF8.self)
            while text.last?.isWhitespace == true { text.removeLast() }
            return text
        }
    }

    /// Whether the beginning of the file, as far as anyone waits for a service, holds a text.
    static func holds(_ text: String, in path: String) -> Bool {
        let content = String(decoding: read(path, first: searched), as: UTF8.self)
        return content.contains(text)
    }

    private static func read(_ path: String, last count: Int) -> [UInt8] {
        open(path) { file in
            let end = lseek(file, 0, SEEK_END)
            return bytes(file, from: max(0, end - off_t(count)), count)
        }
    }

    /// The first bytes of a file; empty where it cannot be read.
    static func read(_ path: String, first count: Int) -> [UInt8] { open(path) { bytes($0, from: 0, count) } }

    private static func open(_ path: String, _ body: (Int32) -> [UInt8]) -> [UInt8] {
        let file = Glibc.open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard file >= 0 else { return [] }
        defer { close(file) }
        return body(file)
    }

    private static func bytes(_ file: Int32, from start: off_t, _ count: Int) -> [UInt8] {
        var all: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: min(count, window))
        while all.count < count {
            let got = pread(file, &buffer, min(buffer.count, count - all.count), start + off_t(all.count))
            guard got > 0 else { break }
            all += buffer[..<got]
        }
        return all
    }
}
