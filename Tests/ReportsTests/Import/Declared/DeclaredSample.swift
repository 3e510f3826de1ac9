import Core
import Testing

/// A document that declares of itself what it does not list, and the same one with a figure that agrees.
struct DeclaredSample: CustomTestStringConvertible {
    var format: String
    var kind: Declaration.Kind
    var broken: String
    var honest: String

    init(_ format: String, _ kind: Declaration.Kind, _ broken: String, honest: String) {
        self.format = format
        self.kind = kind
        self.broken = broken
        self.honest = honest
    }

    var testDescription: String { "\(format), \(kind.rawValue)" }

    static let all = findings + tests + coverage
}
