import Glibc

/// Ports of this machine's loopback interface.
enum LoopbackPort {
    static let host = "127.0.0.1"

    /// Whether nobody listens on a port, as far as a program that wants to listen would be told.
    static func isFree(_ port: Int) -> Bool { bound(port) != nil }

    /// A port that was free a moment ago; nil where there is none.
    static func free() -> Int? { bound(0) }

    /// The port that can be had where `port`, or any for 0, is asked for.
    private static func bound(_ port: Int) -> Int? {
        let file = stream()
        guard file >= 0 else { return nil }
        defer { close(file) }
        var yes: Int32 = 1
        // What a server has left behind a minute ago is in nobody's way.
        setsockopt(file, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<Int32>.size))
        var address = Self.address(port)
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                bind(file, pointer, length) == 0 && listen(file, 1) == 0 && getsockname(file, pointer, &length) == 0
            }
        }
        return isBound ? Int(UInt16(bigEndian: address.sin_port)) : nil
    }

    /// A socket that never waits.
    static func stream() -> Int32 {
        let kind = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_NONBLOCK.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
        return socket(AF_INET, kind, 0)
    }

    static func address(_ port: Int) -> sockaddr_in {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = UInt16(truncatingIfNeeded: port).bigEndian
        address.sin_addr = in_addr(s_addr: UInt32(0x7F00_0001).bigEndian)
        return address
    }
}
