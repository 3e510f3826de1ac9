import Glibc

/// A NULL-terminated list of C strings, as `execve` wants it; what holds a NUL byte is refused.
final class CStringList {
    let pointer: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>
    private let count: Int

    /// The texts, then strings that are no text: bytes without a NUL.
    init(_ strings: [String], bytes: [[UInt8]] = []) {
        count = strings.count + bytes.count
        pointer = .allocate(capacity: count + 1)
        for (index, string) in strings.enumerated() { pointer[index] = strdup(string) }
        for (index, bytes) in bytes.enumerated() {
            pointer[strings.count + index] = bytes.withUnsafeBytes { raw in
                raw.baseAddress.flatMap { strndup($0.assumingMemoryBound(to: CChar.self), raw.count) } ?? strdup("")
            }
        }
        pointer[count] = nil
    }

    deinit {
        for index in 0..<count { free(pointer[index]) }
        pointer.deallocate()
    }

    /// The list as `const char *const *`.
    var constant: UnsafePointer<UnsafePointer<CChar>?> {
        UnsafeRawPointer(pointer).assumingMemoryBound(to: UnsafePointer<CChar>?.self)
    }
}
