import Glibc

/// The environment that Assay itself was started with.
enum ProcessEnvironment {
    /// The variables that are text.
    static func current() -> [String: String] {
        var variables: [String: String] = [:]
        for entry in entries {
            guard let text = String(validatingCString: entry), let equals = text.firstIndex(of: "="),
                equals != text.startIndex
            else { continue }
            variables[String(text[..<equals])] = String(text[text.index(after: equals)...])
        }
        return variables
    }

    /// Every entry, byte for byte.
    static func all() -> [[UInt8]] {
        entries.map { entry in (0..<strlen(entry)).map { UInt8(bitPattern: entry[$0]) } }
    }

    /// Entries whose name or value is no text: they are passed on as they are.
    static func bytes() -> [[UInt8]] {
        entries.filter { String(validatingCString: $0) == nil }.map { entry in
            (0..<strlen(entry)).map { UInt8(bitPattern: entry[$0]) }
        }
    }

    private static var entries: [UnsafePointer<CChar>] {
        var entries: [UnsafePointer<CChar>] = []
        var next = environ
        while let entry = next.pointee {
            entries.append(UnsafePointer(entry))
            next += 1
        }
        return entries
    }
}
