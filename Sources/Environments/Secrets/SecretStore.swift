package import Core
import Engine

/// The values of secrets, read once, and given only to steps that name them.
package struct SecretStore: Sendable {
    /// By name.
    private var values: [String: String] = [:]
    /// Why a secret has no value, by name.
    private var problems: [String: String] = [:]
    /// What hides them in whatever is written.
    package let mask: SecretMask
    /// What steps inherit: no variable that holds a secret.
    package let inherited: [String: String]

    private static let limit = 1 << 20

    /// `root` is the project's, `environment` what Assay was started with.
    package init(_ secrets: [Secret] = [], root: String = "/", environment: [String: String] = [:]) {
        var inherited = environment
        for secret in secrets {
            let value: String
            switch secret.source {
            case .variable(let name):
                guard let text = environment[name] else {
                    problems[secret.name] = "the variable \(name) is not set"
                    continue
                }
                inherited[name] = nil
                value = text
            case .file(let path):
                let bytes = LogFile.read(path.hasPrefix("/") ? path : "\(root)/\(path)", first: Self.limit)
                // The line end at the end of a file is the editor's.
                let text = String(decoding: bytes, as: UTF8.self)
                value = text.hasSuffix("\n") ? String(text.dropLast()) : text
                guard !bytes.isEmpty else {
                    problems[secret.name] = "the file \(path) cannot be read, or is empty"
                    continue
                }
            }
            guard value.utf8.count >= SecretMask.shortest else {
                problems[secret.name] =
                    "its value is too short to be hidden in output: \(SecretMask.shortest) bytes at least"
                continue
            }
            values[secret.name] = value
        }
        self.inherited = inherited
        mask = SecretMask(Array(values.values))
    }

    /// The secrets that a step names, as placeholders and as variables.
    func access(for step: Step) throws(LaunchError) -> EnvironmentAccess {
        var access = EnvironmentAccess()
        for name in step.secrets { access.variables[name] = try value(name) }
        access.values = try values(in: step.startTexts)
        return access
    }

    /// The secrets that stand in braces in texts, by their placeholders.
    func values(in texts: [String]) throws(LaunchError) -> [String: String] {
        var values: [String: String] = [:]
        for name in texts.flatMap(Substitution.names) where name.hasPrefix(Self.prefix) {
            values[name] = try value(String(name.dropFirst(Self.prefix.count)))
        }
        return values
    }

    private static let prefix = "secrets."

    private func value(_ name: String) throws(LaunchError) -> String {
        if let value = values[name] { return value }
        throw LaunchError("secret \"\(name)\": \(problems[name] ?? "nothing defines it; add it to 'secrets'")")
    }
}
