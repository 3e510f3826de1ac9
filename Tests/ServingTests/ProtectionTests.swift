import Access
import Core
import Crypto
import CryptoExtras
import Scanning
import Synchronization
import TestSupport
import Testing

@testable import Serving

@Suite("Deployment protection rules of GitHub")
struct ProtectionTests {
    private static let key = try? _RSA.Signing.PrivateKey(keySize: .bits2048)
    private static let secret = "a secret of the App's webhook"
    private static let api = "https://api.github.com"
    private static let callback = "\(api)/repos/acme/shop/actions/runs/5/deployment_protection_rule"

    /// What GitHub was told: address, token, body.
    private final class GitHub: Sendable {
        let told = Mutex<[(address: String, token: String, body: JSON)]>([])
        let isAway = Mutex(false)

        func hear(_ address: String, _ token: String, _ body: [UInt8]) throws -> [UInt8] {
            if isAway.withLock({ $0 }) { throw ServingError("away") }
            told.withLock { told in told.append((address, token, (try? JSON(parsing: body)) ?? .null)) }
            return address.hasSuffix("/access_tokens") ? Array("{\"token\": \"ghs_1\"}".utf8) : []
        }
    }

    private let gitHub = GitHub()

    private func app() throws -> GitHubApp {
        let key = try #require(Self.key)
        return try GitHubApp(id: "7", key: key.pemRepresentation, secret: Self.secret, address: Self.api)
    }

    private func server(_ verdict: Verdict, folder: TemporaryFolder = TemporaryFolder()) throws -> PeopleServer {
        let protection = ProtectionDesk(try app(), folder: folder.path) { [gitHub] in try gitHub.hear($0, $1, $2) }
        let server = try PeopleServer(folder: folder, desk: DeskOfShop(verdict: verdict), protection: protection)
        let trust = TrustFile("\(folder.path)/projects/shop/.assay/trusted-jobs")
        try trust.add(TrustedJobs(.github, issuer: TrustedJobs.github, repository: "74", owner: "65"))
        return server
    }

    private func event(_ callback: String = Self.callback, repository: Int = 74) -> [UInt8] {
        let json: JSON = [
            "action": "requested", "environment": "production", "deployment_callback_url": JSON(callback),
            "deployment": ["sha": JSON(DeskOfShop.commit)], "installation": ["id": 42],
            "repository": ["id": JSON(repository), "owner": ["id": 65]],
        ]
        return json.serialized()
    }

    private func send(_ body: [UInt8], to server: PeopleServer, secret: String = Self.secret) async -> Int {
        let code = HMAC<SHA256>.authenticationCode(for: body, using: SymmetricKey(data: Array(secret.utf8)))
        let digits = code.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        let headers = [
            Header("x-hub-signature-256", "sha256=\(digits)"), Header("x-github-event", "deployment_protection_rule"),
        ]
        return await server.answer(ServerRequest("POST", "/api/v1/github", headers: headers, body: body)).status
    }

    @Test("What the gates allow GitHub is told by the App's installation, once", arguments: [Verdict.pass, .fail])
    func decided(verdict: Verdict) async throws {
        let server = try server(verdict)
        #expect(await send(event(), to: server) == 202)
        for _ in 1...2 { await server.service.tendOnce() }
        let told = gitHub.told.withLock { $0 }
        try #require(told.count == 2)
        #expect(told[0].address == "\(Self.api)/app/installations/42/access_tokens")
        let token = try #require(WebToken(told[0].token))
        #expect(token["iss"] == "7" && token.algorithm == .RS256)
        let signature = _RSA.Signing.RSASignature(rawRepresentation: token.signature)
        let digest = SHA256.hash(data: token.signed)
        #expect(Self.key?.publicKey.isValidSignature(signature, for: digest, padding: .insecurePKCS1v1_5) == true)
        #expect(told[1].address == Self.callback && told[1].token == "ghs_1")
        #expect(told[1].body["state"]?.string == (verdict == .pass ? "approved" : "rejected"))
        #expect(told[1].body["environment_name"]?.string == "production")
    }

    @Test("What waits for a person is remarked once, outlives a restart, and is decided when it can be")
    func waits() async throws {
        let first = try server(.inconclusive)
        #expect(await send(event(), to: first) == 202)
        for _ in 1...2 { await first.service.tendOnce() }
        #expect(gitHub.told.withLock { $0.count } == 2)
        #expect(gitHub.told.withLock { $0.last?.body["state"] } == nil)
        #expect(gitHub.told.withLock { $0.last?.body["comment"]?.string }?.contains("0 of 2") == true)
        let second = try server(.pass, folder: first.folder)
        gitHub.isAway.withLock { $0 = true }
        await second.service.tendOnce()
        gitHub.isAway.withLock { $0 = false }
        await second.service.tendOnce()
        #expect(gitHub.told.withLock { $0.last?.body["state"]?.string } == "approved")
    }

    @Test("What GitHub has not signed, what leads elsewhere, and repositories that nobody believes are refused")
    func refused() async throws {
        let server = try server(.pass)
        #expect(await send(event(), to: server, secret: "another secret of somebody") == 401)
        let bare = ServerRequest("POST", "/api/v1/github", headers: [], body: event())
        #expect(await server.answer(bare).status == 401)
        for elsewhere in [
            "https://evil.example/repos/a/b", "\(Self.api).evil.example/repos/a", "http://api.github.com/repos/a",
            "\(Self.api)/repos/../admin", "\(Self.api)/repos/a?x=@evil.example", "\(Self.api)/app/installations", "",
        ] {
            #expect(await send(event(elsewhere), to: server) == 400, "\(elsewhere)")
        }
        #expect(await send(event(repository: 75), to: server) == 404)
        #expect(await send(Array("{\"zen\": \"x\"}".utf8), to: server) == 200)
        #expect(await send([], to: server) == 200)
        await server.service.tendOnce()
        #expect(gitHub.told.withLock { $0.isEmpty })
    }

    @Test("An App needs a number, an RSA key, and a secret that cannot be guessed")
    func apps() throws {
        let pem = try #require(Self.key).pemRepresentation
        #expect(throws: ServingError.self) { try GitHubApp(id: "x", key: pem, secret: Self.secret, address: Self.api) }
        #expect(throws: ServingError.self) { try GitHubApp(id: "7", key: "no", secret: Self.secret, address: Self.api) }
        #expect(throws: ServingError.self) { try GitHubApp(id: "7", key: pem, secret: "short", address: Self.api) }
    }
}
