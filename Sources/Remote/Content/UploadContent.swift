internal import Core
internal import Crypto
package import Scanning

/// What is to be stored: bytes, or a file that stays where it is.
package enum UploadContent: Sendable {
    case bytes([UInt8])
    case file(MappedFile)

    package var size: Int {
        switch self {
        case .bytes(let bytes): bytes.count
        case .file(let file): file.size
        }
    }

    func bytes(_ range: Range<Int>) -> [UInt8] {
        switch self {
        case .bytes(let bytes): Array(bytes[range])
        case .file(let file): file.withBytes { Array($0[range]) }
        }
    }

    var digest: ObjectDigest {
        switch self {
        case .bytes(let bytes): ObjectDigest(bytes)
        case .file(let file): file.withBytes { ObjectDigest($0) }
        }
    }
}

/// Digests of an object in the forms that stores speak of.
struct ObjectDigest {
    /// Under which name an object carries its digest.
    static let name = "sha256"

    /// Lowercase hexadecimal digits.
    var sha256: String
    var sha256Base64: String
    /// Lowercase hexadecimal digits; for comparing with entity tags, not for trusting.
    var md5: String

    init(_ bytes: [UInt8]) { self = bytes.withUnsafeBytes { ObjectDigest($0) } }

    init(_ bytes: UnsafeRawBufferPointer) {
        var (sum, tag) = (SHA256(), Insecure.MD5())
        sum.update(bufferPointer: bytes)
        tag.update(bufferPointer: bytes)
        let digest = Array(sum.finalize())
        sha256 = Hexadecimal.text(digest)
        sha256Base64 = Base64.encode(digest)
        md5 = Hexadecimal.text(tag.finalize())
    }

    /// The entity tag of an object that came in parts: the digest of the parts' digests, and their count.
    static func tag(of content: UploadContent, partSize: Int) -> String {
        var digests: [UInt8] = []
        var count = 0
        var start = 0
        while start < content.size {
            let end = min(content.size, start + partSize)
            digests += Array(Insecure.MD5.hash(data: content.bytes(start..<end)))
            start = end
            count += 1
        }
        return "\(Hexadecimal.text(Insecure.MD5.hash(data: digests)))-\(count)"
    }
}

/// An object that a store has taken: the receipt for it.
package struct StoredObject: Sendable, Hashable {
    /// Its address, without secrets.
    package var place: String
    /// Bytes.
    package var size: Int
    /// Lowercase hexadecimal digits.
    package var sha256: String
    /// Which of several objects under this name it is, where the store keeps them.
    package var version: String?

    package init(place: String, size: Int, sha256: String, version: String? = nil) {
        self.place = place
        self.size = size
        self.sha256 = sha256
        self.version = version
    }
}
