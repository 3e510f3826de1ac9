import Glibc
import Storage

/// The library that is loaded into every process of a step, and notes which files it touches: recorder.c beside this file.
package enum RecorderLibrary {
    /// The library for this kind of machine; nil where there is none.
    static var bytes: [UInt8]? {
        #if arch(x86_64)
        PackageResources.recorder_x86_64_so
        #elseif arch(arm64)
        PackageResources.recorder_aarch64_so
        #else
        nil
        #endif
    }

    /// Writes the library into a folder; nil where this machine has none.
    static func install(in folder: String) throws(StorageError) -> String? {
        guard let bytes else { return nil }
        let path = "\(folder)/recorder.so"
        try ReplacementFile.write(bytes, to: path)
        return path
    }

    /// Whether a program is one that no library is loaded into, as its head says; false for what is no such program.
    static func isStatic(_ path: String) -> Bool {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        var head = [UInt8](repeating: 0, count: 4096)
        let count = read(descriptor, &head, head.count)
        return count > 64 && isStatic(Array(head[..<count]))
    }

    /// Of the first bytes of a file, in the 64-bit form that has its least byte first.
    static func isStatic(_ head: [UInt8]) -> Bool {
        guard head.count > 64, head.starts(with: [0x7F, 0x45, 0x4C, 0x46, 2, 1]) else { return false }
        let number = { (offset: Int, size: Int) -> Int in
            (0..<size).reduce(0) { $0 | Int(head[offset + $1]) << (8 * $1) }
        }
        let (table, size, count) = (number(32, 8), number(54, 2), number(56, 2))
        guard size >= 4, table > 0, table < head.count, count > 0 else { return false }
        for index in 0..<count {
            let offset = table + index * size
            guard offset + 4 <= head.count else { return false }
            // The interpreter is what loads libraries.
            if number(offset, 4) == 3 { return false }
        }
        return true
    }
}
