import Core
import Reports
import Scanning

/// Reads a document that the test holds as text.
func imported(
    _ text: String,
    format: String? = nil,
    keep: ReadOptions.Keep = .failures,
    path: String = "report"
) -> Report {
    imported(bytes: Array(text.utf8), format: format, keep: keep, path: path)
}

func imported(
    bytes: [UInt8],
    format: String? = nil,
    keep: ReadOptions.Keep = .failures,
    path: String = "report"
) -> Report {
    bytes.withUnsafeBytes { ReportReader.read($0, path: path, options: ReadOptions(format: format, keep: keep)) }
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
