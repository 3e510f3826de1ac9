import Core
import Scanning
import Signing

/// The key that pseudonyms and fingerprints are made with.
enum DataKey {
    /// SHA-256 of a file's bytes, of which there must be enough to be chance.
    static func read(_ path: String) throws -> [UInt8] {
        let bytes = try MockFiles.bytes(of: path)
        guard bytes.count >= 16 else {
            throw CommandFailure(.usage, "\(path) has \(bytes.count) bytes; a key has 16 at least")
        }
        return Array(bytes.withUnsafeBytes { Digest.sha256($0) }.utf8)
    }
}
