import Scanning

/// Paths of source files as reports write them, brought into one shape; nothing is looked up.
enum SourcePath {
    /// Separators turned to `/`, repeated ones and a leading `./` dropped.
    static func normalised(_ path: String) -> String {
        if isNormalised(path) { return path }
        var output: [UInt8] = []
        output.reserveCapacity(path.utf8.count)
        for byte in path.utf8 {
            let byte = byte == UInt8(ascii: "\\") ? UInt8(ascii: "/") : byte
            if byte == UInt8(ascii: "/"), output.last == UInt8(ascii: "/") { continue }
            output.append(byte)
        }
        var bytes = output[...]
        while bytes.starts(with: [UInt8(ascii: "."), UInt8(ascii: "/")]) { bytes = bytes.dropFirst(2) }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Nearly every path is in shape already.
    private static func isNormalised(_ path: String) -> Bool {
        path.utf8.withContiguousStorageIfAvailable { bytes in
            let bytes = Bytes(bytes)
            if bytes.hasPrefix("./") || bytes.firstIndex(of: UInt8(ascii: "\\"), from: 0) != nil { return false }
            var slash = bytes.firstIndex(of: UInt8(ascii: "/"), from: 0)
            while let found = slash {
                slash = bytes.firstIndex(of: UInt8(ascii: "/"), from: found + 1)
                if slash == found + 1 { return false }
            }
            return true
        } ?? false
    }

    /// Whether the path begins at a root: `/…` or `C:…`.
    static func isAbsolute(_ path: String) -> Bool {
        let bytes = Array(path.utf8.prefix(2))
        if bytes.first == UInt8(ascii: "/") || bytes.first == UInt8(ascii: "\\") { return true }
        return bytes.count == 2 && bytes[1] == UInt8(ascii: ":") && (bytes[0] | 0x20) >= 0x61
            && (bytes[0] | 0x20) <= 0x7A
    }

    /// The path below a root, or as it is where it has a root of its own.
    static func joined(_ root: String, _ path: String) -> String {
        let root = normalised(root)
        guard !root.isEmpty, root != ".", !isAbsolute(path) else { return normalised(path) }
        return normalised(root + "/" + path)
    }

    /// The path of a URI (RFC 3986): `file://` dropped, percent-encoding decoded.
    static func ofURI(_ uri: String) -> String {
        let isPlain = uri.utf8.withContiguousStorageIfAvailable { bytes in
            let bytes = Bytes(bytes)
            return bytes.count <= 4_096 && bytes.isPlain && bytes.firstIndex(of: UInt8(ascii: "%"), from: 0) == nil
                && !bytes.hasPrefix("file:")
        }
        if isPlain == true { return normalised(uri) }
        var bytes = Array(uri.utf8)[...]
        if bytes.starts(with: Array("file://".utf8)) {
            bytes = bytes.dropFirst(7)
            // `file:///C:/x`: the slash in front of a drive is no part of the path.
            let head = Array(bytes.prefix(3))
            if head.count == 3, head[0] == UInt8(ascii: "/"), head[2] == UInt8(ascii: ":") { bytes = bytes.dropFirst() }
        }
        var output: [UInt8] = []
        output.reserveCapacity(bytes.count)
        var index = bytes.startIndex
        while index < bytes.endIndex {
            if bytes[index] == UInt8(ascii: "%"), index + 2 < bytes.endIndex, let high = hex(bytes[index + 1]),
                let low = hex(bytes[index + 2])
            {
                output.append(high << 4 | low)
                index += 3
            } else {
                output.append(bytes[index])
                index += 1
            }
        }
        return normalised(output.withUnsafeBytes { Text.lossy($0, limit: 4_096) })
    }

    private static func hex(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 0x30...0x39: byte - 0x30
        case 0x41...0x46: byte - 0x37
        case 0x61...0x66: byte - 0x57
        default: nil
        }
    }
}
