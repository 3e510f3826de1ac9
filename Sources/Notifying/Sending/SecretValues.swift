package import Core
import Scanning

/// The secrets that notifiers name in braces.
package struct SecretValues: Sendable {
    private let secrets: [Secret]
    private let environment: [String: String]
    private let root: String

    /// Files of secrets are relative to `root`.
    package init(_ secrets: [Secret], environment: [String: String], root: String) {
        self.secrets = secrets
        self.environment = environment
        self.root = root
    }

    /// The text with its secrets; nil where one that it names is not there.
    package func resolve(_ text: String) -> String? {
        var result = text
        for secret in secrets where text.contains("{secrets.\(secret.name)}") {
            guard let value = value(secret) else { return nil }
            result = result.replacing("{secrets.\(secret.name)}", with: value)
        }
        return result.contains("{secrets.") ? nil : result
    }

    private func value(_ secret: Secret) -> String? {
        switch secret.source {
        case .variable(let name): return environment[name]
        case .file(let path):
            guard let file = try? MappedFile(path: path.hasPrefix("/") ? path : "\(root)/\(path)"), file.size < 65_536
            else { return nil }
            let text = file.withBytes { $0.string }
            return text.hasSuffix("\n") ? String(text.dropLast()) : text
        }
    }
}
