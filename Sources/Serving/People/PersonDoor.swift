import Access
import Core
internal import Crypto
import Dashboard
import Scanning
import Synchronization

/// Lets people in by an issuer of OpenID Connect that vouches for them: the code flow with PKCE, state and nonce.
package final class PersonDoor: Sendable {
    package struct Settings: Sendable {
        package var issuer: String
        /// What the issuer calls us.
        package var client: String
        package var secret: String
        /// Our own address.
        package var url: String

        package init(issuer: String, client: String, secret: String, url: String) {
            self.issuer = issuer
            self.client = client
            self.secret = secret
            self.url = url
        }
    }

    /// Sends a form to an address that the issuer has named: the body of a 200.
    package typealias Post = @Sendable (_ url: String, _ form: String) async throws -> [UInt8]

    /// Seconds that somebody has for signing in there.
    private static let patience = 600.0
    /// So many may be on their way; beyond, the oldest begin again.
    private static let most = 10_000

    private struct Way {
        /// The digest of what the browser holds: nobody else may come back with this answer.
        var browser: String
        var nonce: String
        var verifier: String
        var next: String
        /// Seconds since 1970.
        var begun: Double
    }

    private let settings: Settings
    private let keys: IssuerKeys
    private let fetch: IssuerKeys.Fetch
    private let post: Post
    /// By the digest of their state.
    private let ways = Mutex<[String: Way]>([:])

    package init(_ settings: Settings, fetch: @escaping IssuerKeys.Fetch, post: @escaping Post) {
        self.settings = settings
        self.fetch = fetch
        self.post = post
        keys = IssuerKeys(fetch: fetch)
    }

    /// As it stands on the page: the issuer's host.
    var name: String {
        let host = settings.issuer.split(separator: "/", omittingEmptySubsequences: true).dropFirst().first
        return host.map(String.init) ?? settings.issuer
    }

    private var back: String { settings.url + "/sign-in/end" }

    /// Where the browser goes, and what it keeps until it comes back; nil where the issuer cannot be asked.
    func start(next: String, now: Double) async -> (address: String, browser: String)? {
        guard let address = await IssuerDocument(of: settings.issuer, fetch)?["authorization_endpoint"] else {
            return nil
        }
        let (state, browser) = (Secret.make(), Secret.make())
        let way = Way(
            browser: Secret.digest(of: browser),
            nonce: Secret.make(),
            verifier: Secret.make(),
            next: next,
            begun: now
        )
        ways.withLock { ways in
            ways = ways.filter { now - $0.value.begun < Self.patience }
            if ways.count >= Self.most { ways = [:] }
            ways[Secret.digest(of: state)] = way
        }
        let query = Query().with("response_type", "code").with("client_id", settings.client).with("redirect_uri", back)
            .with("scope", "openid profile email").with("state", state).with("nonce", way.nonce)
            .with("code_challenge", Self.challenge(way.verifier)).with("code_challenge_method", "S256")
        return (address + (address.contains("?") ? "&" : "?") + query.suffix.dropFirst(), browser)
    }

    private static func challenge(_ verifier: String) -> String {
        Base64.encode(Array(SHA256.hash(data: Array(verifier.utf8)))).replacing("+", with: "-").replacing(
            "/",
            with: "_"
        )
        .replacing("=", with: "")
    }

    enum Arrival: Sendable {
        case person(subject: String, name: String, next: String)
        /// Why not, for the log.
        case nobody(String)
    }

    /// `browser`: what it kept since the start.
    func end(_ query: Query, browser: String?, now: Double) async -> Arrival {
        guard let state = query["state"], let browser else { return .nobody("no sign-in was begun here") }
        // Whatever comes of it: an answer holds once.
        let way = ways.withLock { $0.removeValue(forKey: Secret.digest(of: state)) }
        guard let way, now - way.begun < Self.patience, Secret.isEqual(way.browser, Secret.digest(of: browser)) else {
            return .nobody("no sign-in was begun here")
        }
        if let issuer = query["iss"], issuer != settings.issuer { return .nobody("another issuer answers") }
        guard let code = query["code"] else {
            return .nobody("the issuer refused: \(query["error"]?.prefix(80) ?? "no code")")
        }
        guard let address = await IssuerDocument(of: settings.issuer, fetch)?["token_endpoint"] else {
            return .nobody("the issuer cannot be asked")
        }
        let form = Query().with("grant_type", "authorization_code").with("code", code).with("redirect_uri", back)
            .with("client_id", settings.client).with("client_secret", settings.secret)
            .with("code_verifier", way.verifier)
        guard let answer = try? await post(address, String(form.suffix.dropFirst())),
            let text = (try? JSON(parsing: answer))?["id_token"]?.string, let token = WebToken(text)
        else { return .nobody("the issuer gives no identity") }
        guard await keys.holds(token, issuer: settings.issuer, now: now) else {
            return .nobody("the identity's signature does not hold")
        }
        let rule = WebToken.Rule(issuer: settings.issuer, audience: settings.client, nonce: way.nonce)
        if let problem = token.problem(rule, now: now) { return .nobody(problem) }
        guard let subject = token["sub"] else { return .nobody("it names nobody") }
        let name = token["preferred_username"] ?? token["email"] ?? token["name"] ?? subject
        return .person(subject: subject, name: name, next: way.next)
    }

    var issuer: String { settings.issuer }
}
