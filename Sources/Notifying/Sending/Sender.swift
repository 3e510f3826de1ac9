package import Core
package import Remote
package import Responding
import Scanning

/// Sends notices by the channels of the configuration, one attempt each.
package struct Sender: Sendable {
    /// The real transport, and one that asks no private address.
    private let open: any HTTPTransport
    private let guarded: any HTTPTransport
    /// Fills in secrets; nil where one is not there.
    private let resolve: @Sendable (String) -> String?
    private let authorities: String?
    private let now: @Sendable () -> Double

    /// `authorities`: a file in PEM form that is trusted in place of the system's; nil for those.
    package init(secrets: SecretValues, authorities: String?, now: @escaping @Sendable () -> Double) {
        let transport = { (refusesPrivate: Bool) in
            NIOTransport(authorities: authorities, timeout: 30, patience: 20, refusesPrivate: refusesPrivate)
        }
        self.init(open: transport(false), guarded: transport(true), authorities: authorities, now: now) {
            secrets.resolve($0)
        }
    }

    package init(
        open: any HTTPTransport,
        guarded: any HTTPTransport,
        authorities: String? = nil,
        now: @escaping @Sendable () -> Double,
        resolve: @escaping @Sendable (String) -> String?
    ) {
        self.open = open
        self.guarded = guarded
        self.authorities = authorities
        self.now = now
        self.resolve = resolve
    }

    /// `id` is the same for all attempts of one message.
    package func send(_ notice: Notice, id: String, by notifier: Notifier) async -> Delivery.Outcome {
        switch notifier.channel {
        case .slack(let address): return await post(notice.slack, to: address, notifier)
        case .teams(let address): return await post(notice.teams, to: address, notifier)
        case .pagerduty(let key, let address):
            guard let key = resolve(key) else { return Self.noSecret }
            let event = notice.pagerduty(key: key, dedup: "assay-\(notice.thread)")
            return await post(event, to: address ?? Self.pagerduty, notifier)
        case .github(let repository, let token, let address):
            // An issue is opened once; what follows is told by other channels.
            guard notice.isFirst else { return .accepted }
            guard let token = resolve(token) else { return Self.noSecret }
            let place = "\(address ?? Self.github)/repos/\(repository)/issues"
            let headers = [
                HTTPRequest.Header("authorization", "Bearer \(token)"), .init("accept", "application/vnd.github+json"),
            ]
            return await post(notice.issue, to: place, notifier, headers: headers)
        case .webhook(let address, let secret): return await webhook(notice, id, address, secret, notifier)
        case .email(let mail): return await send(notice, id, mail, notifier)
        }
    }

    /// The host that a notifier asks; empty for one that is not known.
    package func host(of notifier: Notifier) -> String {
        let address: String? =
            switch notifier.channel {
            case .slack(let address), .teams(let address), .webhook(let address, _): address
            case .pagerduty(_, let address): address ?? Self.pagerduty
            case .github(_, _, let address): address ?? Self.github
            case .email(let mail): "smtp://\(mail.server)"
            }
        return address.flatMap { resolve($0) }.flatMap { RemoteURL($0) }?.host ?? notifier.name
    }

    private static let pagerduty = "https://events.pagerduty.com/v2/enqueue"
    private static let github = "https://api.github.com"
    private static let noSecret = Delivery.Outcome.refused("a secret that it names is not there")

    private func webhook(
        _ notice: Notice,
        _ id: String,
        _ address: String,
        _ secret: String?,
        _ notifier: Notifier
    ) async -> Delivery.Outcome {
        let body = notice.webhook.serialized()
        var headers: [HTTPRequest.Header] = []
        if let secret {
            guard let value = resolve(secret) else { return Self.noSecret }
            guard let signed = WebhookSignature.headers(id: id, time: now(), body: body, secret: value) else {
                return .refused("its secret is none: whsec_ and 24 to 64 bytes in base64")
            }
            headers = signed
        }
        return await post(notice.webhook, to: address, notifier, headers: headers)
    }

    private func post(
        _ body: JSON,
        to address: String,
        _ notifier: Notifier,
        headers: [HTTPRequest.Header] = []
    ) async -> Delivery.Outcome {
        guard let text = resolve(address) else { return Self.noSecret }
        guard let url = RemoteURL(text) else { return .refused("its address is none") }
        guard url.scheme == "https" || notifier.allowsPrivate else {
            return .refused("its address is not https; see `allow_private`")
        }
        let request = HTTPRequest(
            "POST",
            url,
            headers: [.init("content-type", "application/json")] + headers,
            body: body.serialized()
        )
        do throws(HTTPFailure) {
            let transport = notifier.allowsPrivate ? open : guarded
            return outcome(try await transport.send(request, limit: 1 << 16))
        } catch {
            return error.isFinal ? .refused(error.reason) : .later(error.reason, after: nil)
        }
    }

    private func outcome(_ response: HTTPResponse) -> Delivery.Outcome {
        if response.isSuccess { return .accepted }
        let reason = "it answers \(response.status)"
        let asked = RetryPolicy.askedPause(response, now: now())
        switch response.status {
        case 408, 425, 429, 500...: return .later(reason, after: asked)
        // GitHub's word for too many requests.
        case 403 where asked != nil: return .later(reason, after: asked)
        case 300..<400: return .refused("\(reason): redirects are not followed")
        default: return .refused(reason)
        }
    }

    private func send(
        _ notice: Notice,
        _ id: String,
        _ mail: Notifier.Mail,
        _ notifier: Notifier
    ) async
        -> Delivery.Outcome
    {
        let parts = mail.server.split(separator: ":").map(String.init)
        guard parts.count == 2, let port = Int(parts[1]), (1...65_535).contains(port) else {
            return .refused("its server is not host:port")
        }
        let password = mail.password.map { resolve($0) }
        if let password, password == nil { return Self.noSecret }
        let domain = mail.from.split(separator: "@").last.map(String.init) ?? "localhost"
        let letter = MailConversation.Letter(
            from: mail.from,
            to: mail.to,
            text: notice.mail(from: mail.from, to: mail.to, id: id, domain: domain, date: MailDate.text(now())),
            user: mail.user,
            password: password ?? nil,
            asksForTLS: mail.security == .starttls,
            isSecure: mail.security == .tls
        )
        let client = MailClient(
            host: parts[0],
            port: port,
            authorities: authorities,
            allowsPrivate: notifier.allowsPrivate
        )
        switch await client.send(letter, base64: { Base64.encode($0) }) {
        case .accepted: return .accepted
        case .later(let reason): return .later(reason, after: nil)
        case .refused(let reason): return .refused(reason)
        }
    }
}
