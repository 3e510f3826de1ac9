internal import Scanning

/// Who asks: an access key with its secret, and the token of a session where it is one.
package struct AWSCredentials: Sendable, Hashable {
    package var accessKey: String
    package var secretKey: String
    package var token: String?

    package init(accessKey: String, secretKey: String, token: String? = nil) {
        self.accessKey = accessKey
        self.secretKey = secretKey
        self.token = token
    }
}

/// Nothing secret gets into a message by chance.
extension AWSCredentials: CustomStringConvertible, CustomDebugStringConvertible {
    package var description: String { "access key \(accessKey)" }
    package var debugDescription: String { description }
}

/// Credentials, region and endpoint as Amazon's own tools find them: variables first, then the files of a profile.
package struct AWSSettings: Sendable, Hashable {
    /// nil where there are none.
    package var credentials: AWSCredentials?
    package var region: String
    /// Another server than Amazon's, which is then addressed with the bucket in the path.
    package var endpoint: RemoteURL?
    /// A file of authorities to trust, in PEM form.
    package var authorities: String?
    /// What is wrong with what was found: lowercase, without the values.
    package var problem: String?

    /// `read` gives the text of a file; nil where it cannot be read.
    package init(_ environment: [String: String], read: (String) -> String? = AWSSettings.text(of:)) {
        let value = { (name: String) in environment[name].flatMap { $0.isEmpty ? nil : $0 } }
        let home = value("HOME") ?? ""
        let name = value("AWS_PROFILE") ?? value("AWS_DEFAULT_PROFILE") ?? "default"
        let keys = AWSProfile.read(
            read(value("AWS_SHARED_CREDENTIALS_FILE") ?? "\(home)/.aws/credentials"),
            named: name
        )
        let config = AWSProfile.read(read(value("AWS_CONFIG_FILE") ?? "\(home)/.aws/config"), named: name)
        region = value("AWS_REGION") ?? value("AWS_DEFAULT_REGION") ?? config["region"] ?? keys["region"] ?? "us-east-1"
        authorities = value("AWS_CA_BUNDLE") ?? config["ca_bundle"]
        if let key = value("AWS_ACCESS_KEY_ID"), let secret = value("AWS_SECRET_ACCESS_KEY") {
            credentials = AWSCredentials(accessKey: key, secretKey: secret, token: value("AWS_SESSION_TOKEN"))
        } else {
            credentials = [keys, config].lazy.compactMap(Self.credentials).first
        }
        if value("AWS_PROFILE") != nil, keys.isEmpty, config.isEmpty, credentials == nil {
            problem = "no file of credentials has the profile '\(name)' that AWS_PROFILE names"
        }
        let address = value("AWS_ENDPOINT_URL_S3") ?? value("AWS_ENDPOINT_URL") ?? config["endpoint_url"]
        endpoint = address.flatMap { RemoteURL($0) }
        if let address, endpoint == nil {
            problem = "the endpoint '\(address.prefix(200))' is no http or https address"
        }
    }

    private static func credentials(_ profile: [String: String]) -> AWSCredentials? {
        guard let key = profile["aws_access_key_id"], let secret = profile["aws_secret_access_key"] else { return nil }
        return AWSCredentials(accessKey: key, secretKey: secret, token: profile["aws_session_token"])
    }

    /// A file of at most a mebibyte as text.
    package static func text(of path: String) -> String? {
        guard let file = try? MappedFile(path: path), file.size <= 1 << 20 else { return nil }
        return file.withBytes { $0.string }
    }
}

/// A section of a file such as `~/.aws/config`.
enum AWSProfile {
    /// The settings of a profile: `[name]`, or `[profile name]` in the file of settings; empty where there is none.
    static func read(_ text: String?, named name: String) -> [String: String] {
        var settings: [String: String] = [:]
        var isInside = false
        for line in (text ?? "").split(whereSeparator: \.isNewline) {
            let words = trimmed(line)
            if words.isEmpty || words.hasPrefix("#") || words.hasPrefix(";") { continue }
            if words.hasPrefix("["), let end = words.firstIndex(of: "]") {
                let title = words[words.index(after: words.startIndex)..<end].split(separator: " ").joined(
                    separator: " "
                )
                isInside = title == name || title == "profile \(name)"
                continue
            }
            // An indented line belongs to a nested setting, none of which is asked for here.
            guard isInside, line.first.map({ $0 != " " && $0 != "\t" }) ?? false,
                let equals = words.firstIndex(of: "=")
            else { continue }
            settings[trimmed(words[..<equals]).lowercased()] = trimmed(words[words.index(after: equals)...])
        }
        return settings.filter { !$0.value.isEmpty }
    }

    private static func trimmed(_ text: some StringProtocol) -> String {
        let isSpace = { (character: Character) in character == " " || character == "\t" || character == "\r" }
        let end = text.lastIndex { !isSpace($0) }.map { text.index(after: $0) } ?? text.startIndex
        let start = text.firstIndex { !isSpace($0) } ?? end
        return start < end ? String(text[start..<end]) : ""
    }
}
