/// A place where reports are kept, as an address says it.
package struct StorageLocation: Sendable, Hashable, CustomStringConvertible {
    package enum Place: Sendable, Hashable {
        /// A folder: an absolute path, or one relative to the project.
        case folder(String)
        /// A bucket of a server that speaks S3; the prefix has no `/` at either end.
        case bucket(name: String, prefix: String)
        /// An address that files are put below, without a `/` at its end.
        case web(String)
    }

    /// Why a text is no such address.
    package struct Problem: Error, Sendable, Hashable {
        package var message: String
    }

    package let place: Place
    /// As it was written.
    package let description: String

    package init(_ text: String) throws(Problem) {
        description = text
        place = try Self.place(of: text)
    }

    private static func place(of text: String) throws(Problem) -> Place {
        if let rest = text.after("file://") {
            guard rest.hasPrefix("/") || rest.hasPrefix("./") else {
                throw Problem(message: "'\(text)' names no folder; write file:///absolute or file://./in-the-project")
            }
            return .folder(trimmed(rest.hasPrefix("./") ? String(rest.dropFirst(2)) : rest))
        }
        if let rest = text.after("s3://") {
            let parts = rest.split(separator: "/", maxSplits: 1).map(String.init)
            guard let bucket = parts.first, !rest.hasPrefix("/"), isBucket(bucket) else {
                throw Problem(message: "'\(text)' names no bucket; write s3://bucket/prefix")
            }
            return .bucket(name: bucket, prefix: parts.count > 1 ? trimmed(parts[1]) : "")
        }
        if let rest = text.after("https://") ?? text.after("http://") {
            let host = rest.prefix { $0 != "/" }
            guard !host.isEmpty, !host.contains("@"), !text.contains("?"), !text.contains("#") else {
                let way = "write https://host/folder, and the credentials into variables of the environment"
                throw Problem(message: "'\(text)' is no address to put files below; \(way)")
            }
            guard text.hasPrefix("https") || isLocal(host) else {
                throw Problem(message: "'\(text)' is not encrypted; write https://")
            }
            return .web(trimmed(text))
        }
        throw Problem(message: "'\(text)' is no place to keep reports; write file:///, s3:// or https://")
    }

    private static func isBucket(_ name: String) -> Bool {
        name.utf8.count <= 255
            && name.utf8.allSatisfy { byte in
                (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
                    || "._-".utf8.contains(byte)
            }
    }

    /// On this machine nothing can be overheard.
    private static func isLocal(_ host: Substring) -> Bool {
        let name = host.hasPrefix("[") ? host.prefix { $0 != "]" } + "]" : host.prefix { $0 != ":" }
        return ["localhost", "127.0.0.1", "[::1]"].contains(String(name))
    }

    /// Without slashes at the end, but for a root.
    private static func trimmed(_ path: String) -> String {
        var path = path
        while path.utf8.count > 1, path.hasSuffix("/") { path.removeLast() }
        return path
    }
}

extension String {
    /// What stands behind a beginning; nil where the text begins otherwise.
    fileprivate func after(_ beginning: String) -> String? {
        hasPrefix(beginning) ? String(dropFirst(beginning.count)) : nil
    }
}
