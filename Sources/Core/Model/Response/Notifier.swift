/// A channel that messages are sent by.
package struct Notifier: Sendable, Hashable {
    package enum Channel: Sendable, Hashable {
        /// The address of an incoming webhook.
        case slack(String)
        /// The address of a workflow.
        case teams(String)
        case email(Mail)
        /// The routing key, and another address than the usual one.
        case pagerduty(key: String, address: String?)
        /// `owner/name`, and the token.
        case github(repository: String, token: String, address: String?)
        /// An address, and the secret that messages are signed with.
        case webhook(String, secret: String?)

        /// Whether it says what an incident begins with, and nothing that follows.
        package var saysOnce: Bool { if case .github = self { true } else { false } }
    }

    package struct Mail: Sendable, Hashable {
        package enum Security: String, Sendable, Hashable, CaseIterable {
            case starttls, tls, none
        }

        /// `host:port`.
        package var server: String
        package var from: String
        package var to: [String]
        package var user: String?
        package var password: String?
        package var security: Security

        package init(
            server: String,
            from: String,
            to: [String],
            user: String? = nil,
            password: String? = nil,
            security: Security = .starttls
        ) {
            self.server = server
            self.from = from
            self.to = to
            self.user = user
            self.password = password
            self.security = security
        }
    }

    package var name: String
    package var channel: Channel
    /// Whether it may lie at a private address.
    package var allowsPrivate: Bool
    /// The notifier that takes over where this one is dead.
    package var fallback: String?
    package var location: SourceLocation?

    package init(
        name: String,
        channel: Channel,
        allowsPrivate: Bool = false,
        fallback: String? = nil,
        location: SourceLocation? = nil
    ) {
        self.name = name
        self.channel = channel
        self.allowsPrivate = allowsPrivate
        self.fallback = fallback
        self.location = location
    }
}
