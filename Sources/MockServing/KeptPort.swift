import Glibc
internal import NIOCore

/// A port at which nobody listens and that no other program can take: the kernel refuses whoever connects.
///
/// A port that is merely closed is free, and the next program that asks for any port may get it.
final class KeptPort: Sendable {
    private let descriptor: Int32

    /// nil where the port has been taken in the moment since its listener was closed.
    init?(_ address: SocketAddress) {
        let family = address.protocol == .inet6 ? AF_INET6 : AF_INET
        descriptor = socket(family, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { return nil }
        var yes: Int32 = 1
        // For whoever listens here again, while this one still holds the port.
        setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<Int32>.size))
        let bound = address.withSockAddr { bind(descriptor, $0, socklen_t($1)) }
        // The descriptor is closed by `deinit`, also of one that fails here.
        guard bound == 0 else { return nil }
    }

    deinit { close(descriptor) }
}
