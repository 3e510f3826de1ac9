import Glibc
import Synchronization

/// Where bytes go: a descriptor, written whole.
package final class DataTarget: Sendable {
    let descriptor: Int32
    private let name: String
    private let isOwned: Bool
    private let isOpen = Atomic<Bool>(true)

    /// Why bytes could not be written, for people.
    package struct Failure: Error, Sendable, Hashable {
        package var message: String

        package init(message: String) { self.message = message }
    }

    /// `isOwned`: whether it is closed with the target.
    package init(descriptor: Int32, name: String, isOwned: Bool) {
        self.descriptor = descriptor
        self.name = name
        self.isOwned = isOwned
    }

    deinit { close() }

    /// The end of what is written, for whoever reads it; nothing is written afterwards.
    package func close() {
        if isOwned, isOpen.exchange(false, ordering: .relaxed) { Glibc.close(descriptor) }
    }

    package func write(_ bytes: UnsafeRawBufferPointer) throws(Failure) {
        var offset = 0
        while offset < bytes.count, let base = bytes.baseAddress {
            let count = Glibc.write(descriptor, base + offset, bytes.count - offset)
            if count > 0 {
                offset += count
            } else if errno == EAGAIN {
                var entry = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
                poll(&entry, 1, -1)
            } else if errno != EINTR {
                throw Failure(message: "cannot write to \(name): \(String(cString: strerror(errno)).lowercased())")
            }
        }
    }

    package func write(_ bytes: [UInt8]) throws(Failure) {
        let result: Result<Void, Failure> = bytes.withUnsafeBytes { bytes in
            do throws(Failure) { return .success(try write(bytes)) } catch { return .failure(error) }
        }
        try result.get()
    }
}
