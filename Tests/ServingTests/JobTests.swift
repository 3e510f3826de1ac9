import Access
import Core
import Crypto
import CryptoExtras
import Scanning
import Synchronization
import TestSupport
import Testing

@testable import Serving

@Suite("Jobs of code hosts that need no token")
struct JobTests {
    private static let github = try? Issuer(TrustedJobs.github)
    private static let us = "https://q.example"
    private let issuer: Issuer
    private let server: PeopleServer

    init() throws {
        // Making a key takes longest; what it was asked is counted for each test.
        issuer = Issuer(try #require(Self.github))
        let keys = IssuerKeys { [issuer] url in try issuer.answer(url) }
        let door = JobDoor(issuers: [issuer.address], audience: Self.us, keys: keys)
        server = try PeopleServer(jobs: door)
        let trust = TrustFile("\(server.folder.path)/projects/shop/.assay/trusted-jobs")
        try trust.add(TrustedJobs(.github, issuer: issuer.address, repository: "74", owner: "65"))
    }

    private func claims(_ changes: [String: JSON?] = [:]) -> JSON {
        var claims: JSON = [
            "iss": JSON(issuer.address), "aud": JSON(Self.us), "sub": "repo:acme/shop:ref:refs/heads/main",
            "jti": JSON(Secret.make(bytes: 8)), "iat": JSON(Int(server.now)), "nbf": JSON(Int(server.now)),
            "exp": JSON(Int(server.now) + 300), "repository_id": "74", "repository_owner_id": "65",
            "ref": "refs/heads/main", "ref_protected": "true", "event_name": "push", "sha": "c0ffee", "run_id": "9",
            "run_attempt": "1",
        ]
        for (name, value) in changes { claims[name] = value }
        return claims
    }

    private func enter(
        _ token: String,
        project: String = "shop",
        from peer: String = "192.0.2.1"
    ) async -> ServerResponse {
        let headers = [Header("authorization", "Bearer \(token)")]
        let path = "/api/v1/projects/\(project)/token"
        return await server.answer(ServerRequest("POST", path, headers: headers, peer: peer))
    }

    @Test("A job that its host vouches for gets a token that sends runs of its project, and of no other")
    func entrance() async throws {
        let answer = await enter(try issuer.sign(claims()))
        #expect(answer.status == 201)
        let token = try #require(try JSON(parsing: answer.bytes)["token"]?.string)
        let headers = [Header("authorization", "Bearer \(token)")]
        let put = { (project: String) in
            await server.answer(ServerRequest("PUT", "/api/v1/projects/\(project)/runs/a", headers: headers)).status
        }
        // Let in; what it sends is no run.
        #expect(await put("shop") == 400)
        #expect(await put("billing") == 404)
        server.clock.seconds.withLock { $0 += 3_700 }
        #expect(await put("shop") == 401)
    }

    @Test("What a host says holds once")
    func replay() async throws {
        let token = try issuer.sign(claims())
        #expect(await enter(token).status == 201)
        #expect(await enter(token).status == 401)
    }

    private static let lies: [(name: String, claim: String, value: JSON?)] = [
        ("another server", "aud", "https://other.example"), ("another issuer", "iss", "https://evil.example"),
        ("too old", "exp", 1_700_000_000), ("no end", "exp", nil), ("not yet", "nbf", 1_795_009_999),
        ("for ever", "exp", 1_895_000_000), ("another repository", "repository_id", "75"),
        ("the name taken over by another owner", "repository_owner_id", "66"), ("nobody", "sub", ""),
        ("no id", "jti", nil), ("issued tomorrow", "iat", 1_795_090_000),
    ]

    @Test("A token that is not for us, not now, or not of this repository is none", arguments: lies.indices)
    func refused(index: Int) async throws {
        let lie = Self.lies[index]
        #expect(await enter(try issuer.sign(claims([lie.claim: lie.value]))).status == 401, "\(lie.name)")
    }

    @Test("A signature that is none, of another key, or of a key taken for a secret is refused")
    func signatures() async throws {
        let stranger = try Issuer(issuer.address)
        #expect(await enter(try stranger.sign(claims())).status == 401)
        #expect(await enter(try issuer.sign(claims(), key: "unknown")).status == 401)
        #expect(await enter(try issuer.sign(claims(), key: nil)).status == 401)
        let good = try issuer.sign(claims()).split(separator: ".").map(String.init)
        #expect(await enter("\(good[0]).\(good[1]).", from: "192.0.2.2").status == 401)
        #expect(
            await enter("\(Issuer.text(["alg": "none", "kid": "one"])).\(good[1]).", from: "192.0.2.2").status == 401
        )
        #expect(await enter(issuer.signBySecret(claims()), from: "192.0.2.2").status == 401)
        let other = Issuer.text(claims(["sub": "repo:acme/other"]))
        #expect(await enter("\(good[0]).\(other).\(good[2])", from: "192.0.2.2").status == 401)
        let crit = Issuer.text(["alg": "RS256", "kid": "one", "crit": ["exp"]])
        #expect(await enter("\(crit).\(good[1]).\(good[2])", from: "192.0.2.3").status == 401)
        #expect(await enter("a.b.c", from: "192.0.2.3").status == 401)
        #expect(await enter(String(repeating: "a", count: 20_000), from: "192.0.2.3").status == 401)
    }

    @Test("An unknown key makes us ask the issuer once in five minutes; a new one is then known")
    func rotation() async throws {
        #expect(await enter(try issuer.sign(claims())).status == 201)
        let before = issuer.asked
        for _ in 0..<5 { _ = await enter(try issuer.sign(claims(), key: "no")) }
        #expect(issuer.asked == before)
        server.clock.seconds.withLock { $0 += 301 }
        for _ in 0..<5 { _ = await enter(try issuer.sign(claims(), key: "no"), from: "192.0.2.4") }
        #expect(issuer.asked == before + 1)
        #expect(await enter(try issuer.sign(claims()), from: "192.0.2.5").status == 201)
    }

    @Test("Jobs of one project are nobody to another, and those of a project that believes none are nobody")
    func others() async throws {
        #expect(await enter(try issuer.sign(claims()), project: "billing").status == 401)
        #expect(await enter(try issuer.sign(claims()), project: "none").status == 401)
    }

    @Test("What a proposed change ran never passes for a run of a branch, nor one commit for another")
    func identity() throws {
        let trusted = TrustedJobs(.github, issuer: issuer.address, repository: "74")
        let job = { (changes: [String: JSON?]) throws -> JobIdentity in
            try #require(WebToken(try issuer.sign(claims(changes))).flatMap { trusted.job($0) })
        }
        let push = try job([:])
        #expect(push.branch == "main" && push.isProtected && !push.isProposal && push.run == "9-1")
        #expect(push.problem(commit: "c0ffee", branch: "main", isChange: false) == nil)
        #expect(push.problem(commit: nil, branch: nil, isChange: false) == nil)
        #expect(push.problem(commit: "beef", branch: "main", isChange: false) != nil)
        #expect(push.problem(commit: "c0ffee", branch: "release", isChange: false) != nil)
        let change = try job(["event_name": "pull_request", "ref": "refs/pull/7/merge"])
        #expect(change.problem(commit: "beef", branch: "main", isChange: false) != nil)
        #expect(change.problem(commit: "beef", branch: "topic", isChange: true) == nil)
        let gitlab = TrustedJobs(.gitlab, issuer: issuer.address, repository: "5")
        let text = try issuer.sign(
            claims(["project_id": 5, "ref": "main", "ref_type": "branch", "pipeline_source": "merge_request_event"])
        )
        let proposed = try #require(WebToken(text).flatMap { gitlab.job($0) })
        #expect(proposed.isProposal && proposed.branch == "main" && proposed.commit == "c0ffee")
        #expect(TrustedJobs(line: trusted.line) == trusted)
    }
}

/// A code host as far as we know one: keys that it publishes, and tokens that it signs.
final class Issuer: Sendable {
    let address: String
    private let key: _RSA.Signing.PrivateKey
    private let requests = Mutex(0)

    init(_ address: String) throws {
        self.address = address
        key = try _RSA.Signing.PrivateKey(keySize: .bits2048)
    }

    /// The same one, asked nothing yet.
    init(_ other: Issuer) {
        address = other.address
        key = other.key
    }

    /// How often its keys were asked for.
    var asked: Int { requests.withLock { $0 } }

    func answer(_ url: String) throws -> [UInt8] {
        guard url.hasSuffix("/jwks") else {
            let document: JSON = [
                "issuer": JSON(address), "jwks_uri": JSON(address + "/.well-known/jwks"),
                "authorization_endpoint": JSON(address + "/authorize"), "token_endpoint": JSON(address + "/token"),
            ]
            return document.serialized()
        }
        requests.withLock { $0 += 1 }
        let parts = try key.publicKey.getKeyPrimitives()
        let own: JSON = [
            "kty": "RSA", "kid": "one", "use": "sig", "alg": "RS256", "n": JSON(Self.text(Array(parts.modulus))),
            "e": JSON(Self.text(Array(parts.publicExponent))),
        ]
        let document: JSON = ["keys": [own]]
        return document.serialized()
    }

    func sign(_ claims: JSON, key id: String? = "one") throws -> String {
        var head: JSON = ["alg": "RS256", "typ": "JWT"]
        if let id { head["kid"] = JSON(id) }
        let signed = "\(Self.text(head)).\(Self.text(claims))"
        let digest = SHA256.hash(data: Array(signed.utf8))
        let signature = try key.signature(for: digest, padding: .insecurePKCS1v1_5)
        return "\(signed).\(Self.text(signature.withUnsafeBytes { Array($0) }))"
    }

    /// With the public key as the shared secret of a HMAC: a library that believes the token's own algorithm takes it.
    func signBySecret(_ claims: JSON) -> String {
        let signed = "\(Self.text(["alg": "HS256", "kid": "one"])).\(Self.text(claims))"
        let secret = SymmetricKey(data: Array(key.publicKey.pemRepresentation.utf8))
        let code = HMAC<SHA256>.authenticationCode(for: Array(signed.utf8), using: secret)
        return "\(signed).\(Self.text(Array(code)))"
    }

    static func text(_ json: JSON) -> String { text(json.serialized()) }

    static func text(_ bytes: [UInt8]) -> String {
        Base64.encode(bytes).replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    }
}
