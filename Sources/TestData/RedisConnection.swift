import Glibc

/// Speaks Redis' protocol over one connection that waits for each answer; for small work beside tests.
struct RedisConnection: ~Copyable {
    /// Why there is no answer: a lowercase fragment.
    struct Problem: Error, Sendable, Hashable {
        var message: String
    }

    indirect enum Reply: Sendable, Hashable {
        case text([UInt8])
        case number(Int)
        case nothing
        case list([Reply])

        var bytes: [UInt8]? { if case .text(let bytes) = self { bytes } else { nil } }
        var list: [Reply]? { if case .list(let all) = self { all } else { nil } }
        var number: Int? { if case .number(let number) = self { number } else { nil } }
    }

    private let file: Int32
    private var buffer: [UInt8] = []
    private var place = 0

    /// No answer holds more than this, in bytes: the longest value that Redis has.
    private static let limit = 512 << 20

    init(host: String, port: Int) throws(Problem) {
        file = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard file >= 0 else { throw Problem(message: "no socket can be had") }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(UInt16(truncatingIfNeeded: port).bigEndian)
        guard inet_pton(AF_INET, host == "localhost" ? "127.0.0.1" : host, &address.sin_addr) == 1 else {
            throw Problem(message: "\(host) is no address of this machine")
        }
        var wait = timeval(tv_sec: 30, tv_usec: 0)
        setsockopt(file, SOL_SOCKET, SO_RCVTIMEO, &wait, socklen_t(MemoryLayout<timeval>.size))
        setsockopt(file, SOL_SOCKET, SO_SNDTIMEO, &wait, socklen_t(MemoryLayout<timeval>.size))
        let result = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(file, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard result == 0 else { throw Problem(message: String(cString: strerror(errno)).lowercased()) }
    }

    deinit { close(file) }

    mutating func call(_ words: [[UInt8]]) throws(Problem) -> Reply {
        try send([words])
        return try reply()
    }

    mutating func call(_ words: String...) throws(Problem) -> Reply { try call(words.map { Array($0.utf8) }) }

    /// Several commands in one go; their answers follow in the same order.
    mutating func send(_ commands: [[[UInt8]]]) throws(Problem) {
        var output: [UInt8] = []
        for words in commands {
            output += Array("*\(words.count)\r\n".utf8)
            for word in words {
                output += Array("$\(word.count)\r\n".utf8)
                output += word
                output += [0x0D, 0x0A]
            }
        }
        var sent = 0
        while sent < output.count {
            let count = output[sent...].withUnsafeBytes {
                Glibc.send(file, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw Problem(message: "the connection broke") }
            sent += count
        }
    }

    mutating func reply(depth: Int = 0) throws(Problem) -> Reply {
        let line = try readLine()
        guard let kind = line.first, depth < 8 else { throw Problem(message: "an answer that is none of Redis'") }
        let text = String(decoding: line.dropFirst(), as: UTF8.self)
        switch kind {
        case UInt8(ascii: "+"): return .text(Array(line.dropFirst()))
        case UInt8(ascii: ":"): return .number(Int(text) ?? 0)
        case UInt8(ascii: "-"): throw Problem(message: text)
        case UInt8(ascii: "$"):
            guard let count = Int(text), count >= 0 else { return .nothing }
            guard count <= Self.limit else { throw Problem(message: "a value of \(count) bytes is too long") }
            let value = try read(count)
            _ = try read(2)
            return .text(value)
        case UInt8(ascii: "*"):
            guard let count = Int(text), count >= 0 else { return .nothing }
            var all: [Reply] = []
            for _ in 0..<count { all.append(try reply(depth: depth + 1)) }
            return .list(all)
        default: throw Problem(message: "an answer that is none of Redis'")
        }
    }

    private mutating func readLine() throws(Problem) -> [UInt8] {
        var line: [UInt8] = []
        while true {
            let byte = try read(1)[0]
            if byte == 0x0A { return line }
            if byte != 0x0D { line.append(byte) }
            guard line.count < 1 << 16 else { throw Problem(message: "an answer that is none of Redis'") }
        }
    }

    private mutating func read(_ count: Int) throws(Problem) -> [UInt8] {
        while buffer.count - place < count {
            if place > 1 << 16 {
                buffer.removeFirst(place)
                place = 0
            }
            var piece = [UInt8](repeating: 0, count: max(1 << 16, min(count, 1 << 20)))
            let got = recv(file, &piece, piece.count, 0)
            if got < 0, errno == EINTR { continue }
            guard got > 0 else { throw Problem(message: "the connection broke") }
            buffer += piece.prefix(got)
        }
        defer { place += count }
        return Array(buffer[place..<(place + count)])
    }
}
