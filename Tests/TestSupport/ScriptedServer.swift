import Glibc
import Synchronization

/// A little HTTP server on this machine whose answers a test decides, one thread a connection.
package final class ScriptedServer: Sendable {
    package struct Request: Sendable {
        package var method: String
        /// As it was sent, with the query.
        package var target: String
        /// Names in lower case.
        package var headers: [String: String]
        package var body: [UInt8]

        package var path: String { String(target.prefix { $0 != "?" }) }
        package var query: String { target.contains("?") ? String(target.drop { $0 != "?" }.dropFirst()) : "" }
        package var text: String { String(decoding: body, as: UTF8.self) }
    }

    package enum Answer: Sendable {
        case response(Int, headers: [(String, String)] = [], body: [UInt8] = [])
        /// The connection is reset before anything is said.
        case reset
        /// A head that promises a body, half of which comes before the connection is reset.
        case half(Int, body: [UInt8])

        package static func text(_ status: Int, _ text: String, headers: [(String, String)] = []) -> Answer {
            .response(status, headers: headers, body: Array(text.utf8))
        }
    }

    package typealias Handler = @Sendable (Request) -> Answer

    package let port: Int
    private let socket: Int32
    private let log = Log()

    private final class Log: Sendable {
        let requests = Mutex<[Request]>([])
    }

    package init(_ handler: @escaping Handler) {
        let socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        self.socket = socket
        port = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
                guard bind(socket, generic, length) == 0, listen(socket, 64) == 0 else { fatalError("no port is free") }
                getsockname(socket, generic, &length)
            }
            return Int(UInt16(bigEndian: pointer.pointee.sin_port))
        }
        let log = log
        Self.thread {
            while true {
                let connection = accept(socket, nil, nil)
                // A signal to the process of the tests ends the call.
                if connection < 0, errno == EINTR { continue }
                guard connection >= 0 else { return }
                Self.thread {
                    Self.serve(connection) { request in
                        log.requests.withLock { $0.append(request) }
                        return handler(request)
                    }
                }
            }
        }
    }

    deinit { stop() }

    /// Nobody is answered any more.
    package func stop() { shutdown(socket, Int32(SHUT_RDWR)) }

    package var address: String { "http://127.0.0.1:\(port)" }

    /// What was asked so far, in order.
    package var requests: [Request] { log.requests.withLock { $0 } }

    private static func serve(_ connection: Int32, _ handler: Handler) {
        defer { close(connection) }
        var buffer: [UInt8] = []
        while let request = read(connection, &buffer) {
            switch handler(request) {
            case .response(let status, let headers, let body):
                let isHead = request.method == "HEAD"
                send(connection, head(status, headers, body.count) + (isHead ? [] : body))
            case .reset: return reset(connection)
            case .half(let status, let body):
                send(connection, head(status, [], body.count) + body.prefix(body.count / 2))
                return reset(connection)
            }
        }
    }

    private static func head(_ status: Int, _ headers: [(String, String)], _ length: Int) -> [UInt8] {
        let lines = headers.map { "\($0.0): \($0.1)\r\n" }.joined()
        return Array("HTTP/1.1 \(status) X\r\ncontent-length: \(length)\r\n\(lines)\r\n".utf8)
    }

    private static func read(_ connection: Int32, _ buffer: inout [UInt8]) -> Request? {
        let end: [UInt8] = [13, 10, 13, 10]
        var headEnd = buffer.firstRange(of: end)
        while headEnd == nil {
            guard more(connection, &buffer) else { return nil }
            headEnd = buffer.firstRange(of: end)
        }
        guard let headEnd else { return nil }
        let lines = String(decoding: buffer[..<headEnd.lowerBound], as: UTF8.self).split(separator: "\r\n")
        let words = (lines.first ?? "").split(separator: " ").map(String.init)
        guard words.count >= 2 else { return nil }
        var headers: [String: String] = [:]
        for line in lines.dropFirst() {
            guard let colon = line.firstIndex(of: ":") else { continue }
            let value = line[line.index(after: colon)...].drop { $0 == " " }
            headers[line[..<colon].lowercased()] = String(value)
        }
        buffer.removeFirst(headEnd.upperBound)
        if headers["expect"] != nil { send(connection, Array("HTTP/1.1 100 Continue\r\n\r\n".utf8)) }
        let length = headers["content-length"].flatMap { Int($0) } ?? 0
        while buffer.count < length { guard more(connection, &buffer) else { return nil } }
        let body = Array(buffer.prefix(length))
        buffer.removeFirst(length)
        return Request(method: words[0], target: words[1], headers: headers, body: body)
    }

    private static func more(_ connection: Int32, _ buffer: inout [UInt8]) -> Bool {
        var piece = [UInt8](repeating: 0, count: 1 << 16)
        var count = recv(connection, &piece, piece.count, 0)
        while count < 0, errno == EINTR { count = recv(connection, &piece, piece.count, 0) }
        if count > 0 { buffer += piece.prefix(count) }
        return count > 0
    }

    private static func send(_ connection: Int32, _ bytes: [UInt8]) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes {
                Glibc.send(connection, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return }
            rest = rest.dropFirst(count)
        }
    }

    private static func reset(_ connection: Int32) {
        var option = linger(l_onoff: 1, l_linger: 0)
        setsockopt(connection, SOL_SOCKET, SO_LINGER, &option, socklen_t(MemoryLayout<linger>.size))
    }

    private final class Work: Sendable {
        let body: @Sendable () -> Void

        init(_ body: @escaping @Sendable () -> Void) { self.body = body }
    }

    private static func thread(_ body: @escaping @Sendable () -> Void) {
        var id = pthread_t()
        let work = Unmanaged.passRetained(Work(body)).toOpaque()
        pthread_create(
            &id,
            nil,
            { argument in
                if let argument { Unmanaged<Work>.fromOpaque(argument).takeRetainedValue().body() }
                return nil
            },
            work
        )
        pthread_detach(id)
    }
}
