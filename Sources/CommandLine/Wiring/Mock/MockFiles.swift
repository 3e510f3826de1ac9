import Configuration
import Core
import Glibc
import Mocking
import Scanning

/// The files that a mock reads.
enum MockFiles {
    /// No answer is larger.
    private static let bodyLimit = 64 << 20

    static func bytes(of path: String) throws -> [UInt8] {
        do throws(FileError) {
            return try MappedFile(path: path).withBytes { Array($0) }
        } catch {
            throw CommandFailure(.usage, error.description)
        }
    }

    static func show(_ diagnostics: [Diagnostic]) {
        let colour = Terminal(descriptor: STDERR_FILENO).colour
        for diagnostic in diagnostics { Console.error(diagnostic.render(colour: colour)) }
    }

    /// Reads the bodies that stubs take from files, which lie beside the stub file.
    static func loadBodies(_ definition: inout MockDefinition) throws {
        for stub in definition.stubs.indices {
            let location = definition.stubs[stub].location
            let folder = location.file.lastIndex(of: "/").map { String(location.file[...$0]) } ?? ""
            for response in definition.stubs[stub].responses.indices {
                guard case .file(let path) = definition.stubs[stub].responses[response].body else { continue }
                let bytes: [UInt8]
                do throws(FileError) {
                    bytes = try MappedFile(path: folder + path).withBytes { Array($0) }
                } catch {
                    throw CommandFailure(.usage, "\(location): the body's file: \(error)")
                }
                guard bytes.count <= bodyLimit else {
                    throw CommandFailure(
                        .usage,
                        "\(location): \(path) has \(bytes.count) bytes; the most is \(bodyLimit)"
                    )
                }
                definition.stubs[stub].responses[response].body = .bytes(bytes)
            }
        }
    }
}
