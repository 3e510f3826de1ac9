import Crypto

/// Digests of files, as statements name them.
package enum Digest {
    /// SHA-256 in lowercase hexadecimal digits; the bytes are only borrowed.
    package static func sha256(_ bytes: UnsafeRawBufferPointer) -> String {
        var hash = SHA256()
        hash.update(bufferPointer: bytes)
        return hash.finalize().map { byte in
            let digits = String(byte, radix: 16)
            return digits.count == 1 ? "0" + digits : digits
        }.joined()
    }
}
