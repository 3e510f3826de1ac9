package import Scanning

/// How what is written is packed: piece by piece, so that several workers pack at once, and the pieces in a row are one content.
package enum Packing: String, Sendable, Hashable, CaseIterable {
    case none
    case gzip
    case zstd

    /// What a file's name ends with besides.
    package var ending: String {
        switch self {
        case .none: ""
        case .gzip: ".gz"
        case .zstd: ".zst"
        }
    }

    /// Whether this machine can pack so.
    package var isPossible: Bool { self != .zstd || Zstandard.isThere }

    /// The bytes as they are written.
    package func packed(_ bytes: Bytes) throws(DataTarget.Failure) -> [UInt8] {
        guard !bytes.isEmpty else { return [] }
        let packed: [UInt8]?
        switch self {
        case .none: packed = Array(bytes)
        case .gzip: packed = Deflate.gzip(Array(bytes))
        case .zstd: packed = Zstandard.packed(bytes)
        }
        guard let packed else { throw DataTarget.Failure(message: "there is no memory to pack with \(rawValue)") }
        return packed
    }

    package func packed(_ bytes: [UInt8]) throws(DataTarget.Failure) -> [UInt8] {
        guard self != .none else { return bytes }
        let result: Result<[UInt8], DataTarget.Failure> = bytes.withUnsafeBytes { bytes in
            do throws(DataTarget.Failure) { return .success(try packed(bytes)) } catch { return .failure(error) }
        }
        return try result.get()
    }
}
