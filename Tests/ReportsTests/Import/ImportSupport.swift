import Core
import Glibc
import Reports
import Scanning

/// Reads a document that the test holds as text.
func imported(_ text: String, format: String? = nil, keep: ReadOptions.Keep = .failures) -> Report {
    imported(bytes: Array(text.utf8), format: format, keep: keep)
}

func imported(bytes: [UInt8], format: String? = nil, keep: ReadOptions.Keep = .failures) -> Report {
    bytes.withUnsafeBytes { ReportReader.read($0, path: "report", options: ReadOptions(format: format, keep: keep)) }
}

extension Report {
    var errors: [String] { messages.filter { $0.severity == .error }.map(\.text) }
    var warnings: [String] { messages.filter { $0.severity == .warning }.map(\.text) }
    var notes: [String] { messages.filter { $0.severity == .note }.map(\.text) }
    var carriesFigures: Bool {
        tests != nil || coverage != nil || findings != nil || packages != nil || accessibility != nil
            || contracts != nil || !performance.isEmpty || !measurements.isEmpty
            || !attestations.isEmpty
    }
}

/// A folder of its own for one test, removed with the value.
final class TemporaryFolder {
    let path: String

    init() {
        var template = Array("/tmp/assay-import-XXXXXX".utf8CString)
        path = template.withUnsafeMutableBufferPointer { buffer in
            buffer.baseAddress.flatMap { mkdtemp($0) }.map { String(cString: $0) } ?? "/nonexistent"
        }
    }

    deinit {
        for name in ["file", "fifo"] { unlink("\(path)/\(name)") }
        rmdir(path)
    }

    func write(_ bytes: [UInt8]) -> String {
        let name = "\(path)/file"
        let descriptor = open(name, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        _ = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
        close(descriptor)
        return name
    }
}
