import Engine
import Glibc

/// A connection to a port of this machine that is read and written without ever holding up a thread.
struct Connection: ~Copyable {
    private let file: Int32
    private let clock: any RunClock
    private let deadline: Duration

    /// Why there is no connection, or nothing came of it: a lowercase fragment.
    struct Problem: Error, Sendable, Hashable {
        var message: String
        init(_ message: String) { self.message = message }
    }

    private static let pause: Duration = .milliseconds(5)

    private init(_ file: Int32, _ clock: any RunClock, _ deadline: Duration) {
        self.file = file
        self.clock = clock
        self.deadline = deadline
    }

    static func open(
        port: Int,
        clock: any RunClock,
        deadline: Duration
    ) async throws(Problem) -> Connection {
        let file = LoopbackPort.stream()
        guard file >= 0 else { throw Problem("no socket can be had: \(words(errno))") }
        let connection = Connection(file, clock, deadline)
        var address = LoopbackPort.address(port)
        let result = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(file, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0 ? 0 : errno
            }
        }
        if result != 0, result != EINPROGRESS { throw Problem(words(result)) }
        try await connection.wait(for: POLLOUT)
        var error: Int32 = 0
        var length = socklen_t(MemoryLayout<Int32>.size)
        getsockopt(file, SOL_SOCKET, SO_ERROR, &error, &length)
        if error != 0 { throw Problem(words(error)) }
        return connection
    }

    deinit { close(file) }

    /// Throws where the other side closes the connection within a time.
    func staysOpen(for time: Duration) async throws(Problem) {
        let end = clock.monotonicTime() + time
        var byte: UInt8 = 0
        while true {
            let count = recv(file, &byte, 1, Int32(MSG_PEEK | MSG_DONTWAIT))
            if count > 0 { return }
            if count == 0 || errno != EAGAIN { throw Problem("the connection was closed at once") }
            let now = clock.monotonicTime()
            guard now < end else { return }
            do { try await clock.sleep(until: min(end, now + Self.pause)) } catch { throw Problem("cancelled") }
        }
    }

    func write(_ text: String) throws(Problem) {
        let bytes = Array(text.utf8)
        // A request is far smaller than any buffer of the kernel.
        guard send(file, bytes, bytes.count, Int32(MSG_NOSIGNAL)) == bytes.count else {
            throw Problem(Self.words(errno))
        }
    }

    /// The first line of what comes, without its end.
    func readLine(limit: Int = 4096) async throws(Problem) -> String {
        var line: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 512)
        while line.count < limit {
            try await wait(for: POLLIN)
            let count = recv(file, &buffer, buffer.count, 0)
            if count < 0, errno == EAGAIN || errno == EINTR { continue }
            if count < 0 { throw Problem(Self.words(errno)) }
            if count == 0 { throw Problem("the connection was closed without an answer") }
            line += buffer[..<count]
            if let end = line.firstIndex(of: 0x0A) {
                return String(decoding: line[..<end].filter { $0 >= 0x20 && $0 != 0x7F }, as: UTF8.self)
            }
        }
        throw Problem("the answer has no first line")
    }

    private func wait(for event: Int32) async throws(Problem) {
        while true {
            var entry = pollfd(fd: file, events: Int16(event), revents: 0)
            if poll(&entry, 1, 0) != 0 { return }
            let now = clock.monotonicTime()
            guard now < deadline else { throw Problem("no answer in time") }
            do { try await clock.sleep(until: min(deadline, now + Self.pause)) } catch { throw Problem("cancelled") }
        }
    }

    private static func words(_ code: Int32) -> String {
        let text = String(cString: strerror(code))
        return text.prefix(1).lowercased() + text.dropFirst()
    }
}
