import Glibc
import Scanning

/// A connection to an engine's socket that holds up its thread: one request, and its answer as a whole or as a stream.
final class EngineConnection {
    let file: Int32
    /// What has been read and not been taken yet.
    private var buffer: [UInt8] = []
    private var isOver = false

    /// The largest answer that is taken in as a whole.
    private static let limit = 16 << 20

    /// Connects; `seconds` bounds the wait for each piece of an answer, nil waits for ever.
    init(_ path: String, seconds: Int?) throws(EngineError) {
        file = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard file >= 0 else { throw EngineError(.unreachable, "no socket can be had: \(Self.words(errno))") }
        if let seconds {
            var time = timeval(tv_sec: seconds, tv_usec: 0)
            setsockopt(file, SOL_SOCKET, SO_RCVTIMEO, &time, socklen_t(MemoryLayout<timeval>.size))
            setsockopt(file, SOL_SOCKET, SO_SNDTIMEO, &time, socklen_t(MemoryLayout<timeval>.size))
        }
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let bytes = Array(path.utf8)
        guard bytes.count < MemoryLayout.size(ofValue: address.sun_path) else {
            throw EngineError(.unreachable, "the path \(path) is too long for a socket")
        }
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
        let code = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(file, $0, socklen_t(MemoryLayout<sockaddr_un>.size)) == 0 ? 0 : errno
            }
        }
        if code != 0 { throw EngineError(.unreachable, Self.words(code)) }
    }

    deinit { close(file) }

    /// Sends a request; `upgrade` asks for the bare connection.
    func send(_ method: String, _ path: String, _ body: [UInt8], type: String, upgrade: Bool) throws(EngineError) {
        var head = "\(method) \(path) HTTP/1.1\r\nHost: engine\r\n"
        head += upgrade ? "Connection: Upgrade\r\nUpgrade: tcp\r\n" : "Connection: close\r\n"
        if !body.isEmpty { head += "Content-Type: \(type)\r\n" }
        head += "Content-Length: \(body.count)\r\n\r\n"
        let bytes = Array(head.utf8) + body
        var sent = 0
        while sent < bytes.count {
            let count = bytes[sent...].withUnsafeBytes {
                Glibc.send(file, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw EngineError(.unreachable, Self.words(errno)) }
            sent += count
        }
    }

    /// The head of the answer: its status, and its fields by lowercase names.
    func head() throws(EngineError) -> (status: Int, fields: [String: String]) {
        let first = try line().split(separator: " ")
        guard first.first?.hasPrefix("HTTP/1.") == true, first.count > 1, let status = Int(first[1]) else {
            throw EngineError(.other, "the answer is no HTTP")
        }
        var fields: [String: String] = [:]
        while case let line = try line(), !line.isEmpty {
            guard let colon = line.firstIndex(of: ":"), fields.count < 200 else { continue }
            var value = line[line.index(after: colon)...]
            while value.first == " " { value.removeFirst() }
            fields[line[..<colon].lowercased()] = String(value)
        }
        return (status, fields)
    }

    /// The whole body of an answer.
    func body(_ fields: [String: String]) throws(EngineError) -> [UInt8] {
        var whole: [UInt8] = []
        if fields["transfer-encoding"]?.lowercased() == "chunked" {
            while true {
                let size = Int(try line().prefix { $0 != ";" }, radix: 16) ?? -1
                guard size >= 0, whole.count + size <= Self.limit else {
                    throw EngineError(.other, "the answer is broken, or larger than \(Self.limit) bytes")
                }
                whole += try take(size)
                _ = try line()
                if size == 0 { return whole }
            }
        }
        if let length = fields["content-length"].flatMap({ Int($0) }) {
            guard length >= 0, length <= Self.limit else { throw EngineError(.other, "the answer is too large") }
            return try take(length)
        }
        while whole.count <= Self.limit {
            let piece = try piece()
            if piece.isEmpty { return whole }
            whole += piece
        }
        throw EngineError(.other, "the answer is too large")
    }

    /// The next bytes; empty at the end.
    func piece() throws(EngineError) -> [UInt8] {
        if !buffer.isEmpty {
            defer { buffer = [] }
            return buffer
        }
        return try received()
    }

    private func received() throws(EngineError) -> [UInt8] {
        guard !isOver else { return [] }
        var bytes = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = recv(file, &bytes, bytes.count, 0)
            if count < 0, errno == EINTR { continue }
            if count < 0, errno == EAGAIN { throw EngineError(.other, "no answer in time") }
            // A server that ends at once resets what it has not read.
            guard count > 0 else {
                isOver = true
                return []
            }
            return Array(bytes[..<count])
        }
    }

    private func take(_ count: Int) throws(EngineError) -> [UInt8] {
        while buffer.count < count {
            let more = try received()
            if more.isEmpty { throw EngineError(.other, "the answer is cut off") }
            buffer += more
        }
        defer { buffer.removeFirst(count) }
        return Array(buffer[..<count])
    }

    private func line() throws(EngineError) -> String {
        while true {
            if let end = buffer.firstIndex(of: 0x0A) {
                let text = String(decoding: buffer[..<end], as: UTF8.self)
                buffer.removeSubrange(...end)
                return text.hasSuffix("\r") || text.hasSuffix("\r\n") ? String(text.dropLast()) : text
            }
            guard buffer.count < 1 << 16 else { throw EngineError(.other, "a line of the answer has no end") }
            let more = try received()
            if more.isEmpty { throw EngineError(.unreachable, "the connection was closed without an answer") }
            buffer += more
        }
    }

    static func words(_ code: Int32) -> String {
        let text = String(cString: strerror(code))
        return text.prefix(1).lowercased() + text.dropFirst()
    }
}
