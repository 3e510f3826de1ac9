import Glibc

/// Why a run's folder could not be made, found or read.
package struct StorageError: Error, Sendable, Hashable, CustomStringConvertible {
    package var path: String
    /// A lowercase fragment such as `permission denied`.
    package var message: String

    package init(path: String, message: String) {
        self.path = path
        self.message = message
    }

    init(path: String, code: Int32) { self.init(path: path, message: Self.words(code)) }

    package var description: String { "\(path): \(message)" }

    static func words(_ code: Int32) -> String {
        let text = String(cString: strerror(code))
        return text.prefix(1).lowercased() + text.dropFirst()
    }
}
