import Glibc

/// A client that sees what a connection really does: what came, and how it ended.
struct RawClient {
    enum End: Equatable {
        case closed
        case reset
        case refused
        /// Nothing came for as long as the client waits.
        case silent
    }

    /// What came in answer to a request on a connection of its own, which the server is asked to close.
    ///
    /// `seconds`: how long it waits for a next byte; beside all other tests a server may be slow to get its turn.
    static func ask(
        _ port: Int,
        _ method: String,
        _ target: String,
        headers: [String] = [],
        body: [UInt8] = [],
        seconds: Int = 300
    ) -> (text: String, end: End) {
        guard let connection = connect(port) else { return ("", .refused) }
        defer { close(connection) }
        var limit = timeval(tv_sec: seconds, tv_usec: 0)
        setsockopt(connection, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        let length = body.isEmpty ? [] : ["content-length: \(body.count)"]
        let lines = ["\(method) \(target) HTTP/1.1", "host: 127.0.0.1", "connection: close"] + headers + length
        send(connection, Array((lines.joined(separator: "\r\n") + "\r\n\r\n").utf8) + body)
        var text: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = recv(connection, &piece, piece.count, 0)
            // With a time limit, a signal to the process of the tests ends the call.
            if count < 0, errno == EINTR { continue }
            if count > 0 {
                text += piece[..<count]
                continue
            }
            let end: End = count == 0 ? .closed : errno == ECONNRESET ? .reset : .silent
            return (String(decoding: text, as: UTF8.self), end)
        }
    }

    /// The status of an answer.
    static func status(
        _ port: Int,
        _ method: String,
        _ target: String,
        headers: [String] = [],
        body: String = ""
    ) -> Int {
        let text = ask(port, method, target, headers: headers, body: Array(body.utf8)).text
        return text.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
    }

    static func connect(_ port: Int) -> Int32? {
        while true {
            let connection = open(port)
            // A signal to the process of the tests ends the call.
            if connection == nil, errno == EINTR { continue }
            return connection
        }
    }

    /// `errno` says why there is none.
    private static func open(_ port: Int) -> Int32? {
        let connection = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let status = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                Glibc.connect(connection, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        if status == 0 { return connection }
        let problem = errno
        close(connection)
        errno = problem
        return nil
    }

    /// What a program that wants to listen at a port is told: 0 where it may.
    static func take(_ port: Int) -> Int32 {
        let other = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        defer { close(other) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        return withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(other, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0 ? 0 : errno
            }
        }
    }

    static func send(_ connection: Int32, _ bytes: [UInt8]) {
        var offset = 0
        while offset < bytes.count {
            let count = bytes[offset...].withUnsafeBytes {
                Glibc.send(connection, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return }
            offset += count
        }
    }
}
