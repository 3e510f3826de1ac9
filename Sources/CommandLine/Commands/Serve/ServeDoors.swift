import Access
import Core
import Remote
import Scanning
import Serving

/// What a server believes without a token or a password of its own.
extension ServeCommand {
    /// What believes the jobs of code hosts.
    func jobDoor(_ url: String) -> JobDoor {
        let keys = IssuerKeys { try await Self.send("GET", $0) }
        return JobDoor(issuers: [TrustedJobs.github] + issuers, audience: Self.plain(url), keys: keys)
    }

    /// What believes an issuer of people; nil where none is named.
    func personDoor() throws -> PersonDoor? {
        guard let signInBy, let signInAs, let url else { return nil }
        guard let secret = ProcessEnvironment.current()["ASSAY_OIDC_SECRET"], !secret.isEmpty else {
            throw CommandFailure(.usage, "--sign-in-by needs the issuer's secret for this server as ASSAY_OIDC_SECRET")
        }
        let settings = PersonDoor.Settings(issuer: signInBy, client: signInAs, secret: secret, url: Self.plain(url))
        return PersonDoor(
            settings,
            fetch: { try await Self.send("GET", $0) },
            post: { address, form in
                let type = HTTPRequest.Header("content-type", "application/x-www-form-urlencoded")
                return try await Self.send("POST", address, [type], Array(form.utf8))
            }
        )
    }

    /// What tells a collector of runs; nil where none is named.
    func traceSender() throws -> TraceSender? {
        guard let otlp else { return nil }
        let address = Self.plain(otlp) + "/v1/traces"
        let given = ProcessEnvironment.current()["OTEL_EXPORTER_OTLP_HEADERS"] ?? ""
        let headers = given.split(separator: ",").compactMap { pair -> HTTPRequest.Header? in
            let halves = pair.split(separator: "=", maxSplits: 1).map { $0.drop { $0 == " " } }
            return halves.count == 2 ? HTTPRequest.Header(String(halves[0]), String(halves[1])) : nil
        }
        let type = HTTPRequest.Header("content-type", "application/json")
        return TraceSender(version: Assay.version) { body in
            _ = try await Self.send("POST", address, [type] + headers, body)
        }
    }

    /// What answers GitHub's deployment protection rules; nil where no App is named.
    func protectionDesk() throws -> ProtectionDesk? {
        guard let githubApp, let githubKey, let data else { return nil }
        guard let secret = ProcessEnvironment.current()["ASSAY_GITHUB_SECRET"] else {
            throw CommandFailure(.usage, "--github-app needs the secret of the App's webhook as ASSAY_GITHUB_SECRET")
        }
        do {
            let key = try MappedFile(path: githubKey).withBytes { String(decoding: Array($0), as: UTF8.self) }
            let app = try GitHubApp(id: githubApp, key: key, secret: secret, address: Self.plain(githubApi))
            return ProtectionDesk(app, folder: data) { address, token, body in
                let headers = [
                    HTTPRequest.Header("authorization", "Bearer \(token)"),
                    HTTPRequest.Header("accept", "application/vnd.github+json"),
                    HTTPRequest.Header("content-type", "application/json"),
                    HTTPRequest.Header("user-agent", "assay"),
                ]
                return try await Self.send("POST", address, headers, body)
            }
        } catch {
            throw CommandFailure(.usage, "\(githubKey): \(error)")
        }
    }

    private static func plain(_ url: String) -> String {
        var url = url
        while url.hasSuffix("/") { url.removeLast() }
        return url
    }

    private static func send(
        _ method: String,
        _ address: String,
        _ headers: [HTTPRequest.Header] = [],
        _ body: [UInt8] = []
    ) async throws -> [UInt8] {
        guard let url = RemoteURL(address) else { throw ServingError("\(address) is no address") }
        let transport = NIOTransport(timeout: 10, patience: 10)
        let answer = try await transport.send(HTTPRequest(method, url, headers: headers, body: body), limit: 1 << 20)
        guard answer.isSuccess else { throw ServingError("\(address): status \(answer.status)") }
        return answer.body
    }
}
