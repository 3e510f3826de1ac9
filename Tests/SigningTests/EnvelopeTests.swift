import Core
import Reports
import Scanning
import Signing
import Testing
import Wire

/// What a signed statement is worth once someone has had it in their hands.
@Suite("Signed statements")
struct EnvelopeTests {
    private let ada = PrivateKey()
    private let eve = PrivateKey()

    private func trusted(_ name: String, _ key: PrivateKey) throws -> AttestationKey {
        AttestationKey(name: name, key: try #require(key.publicKey), person: "Ada", role: "lead", criteria: ["*"])
    }

    private func signed(by key: PrivateKey, as name: String) throws -> Envelope {
        let subject = Statement.Subject(name: "HEAD", digests: ["gitCommit": String(repeating: "a", count: 40)])
        let statement = Statement(
            criterion: "compliance.gdpr",
            text: "Assessed.",
            signer: "Ada",
            subjects: [subject],
            issued: 1_700_000_000,
            expires: 1_710_000_000
        )
        return try key.sign(Envelope(payload: AttestationJSON.json(statement).serialized()), keyID: name)
    }

    @Test("a signature by a listed key holds; one by another is unknown; a listed name under another's is broken")
    func cases() throws {
        let check = SignatureCheck(keys: [try trusted("ada", ada)])
        #expect(check.signature(of: try signed(by: ada, as: "ada")) == .verified([try trusted("ada", ada)]))
        #expect(check.signature(of: try signed(by: eve, as: "eve")) == .unknownKey(["eve"]))
        #expect(check.signature(of: try signed(by: eve, as: "ada")) == .broken(key: "ada"))
        #expect(check.signature(of: Envelope(payload: [])) == .unsigned)
        #expect(SignatureCheck(keys: []).signature(of: try signed(by: ada, as: "ada")) == .unknownKey(["ada"]))
    }

    @Test("a signature that names no key is tried with each; one bad signature spoils a good one")
    func several() throws {
        let keys = [try trusted("eve", eve), try trusted("ada", ada)]
        var envelope = try signed(by: ada, as: "ada")
        envelope.signatures[0].keyID = nil
        #expect(SignatureCheck(keys: keys).signature(of: envelope) == .verified([keys[1]]))
        var both = try eve.sign(try signed(by: ada, as: "ada"), keyID: "eve")
        #expect(SignatureCheck(keys: keys).signature(of: both) == .verified([keys[1], keys[0]]))
        both.signatures[1].bytes[5] ^= 1
        #expect(SignatureCheck(keys: keys).signature(of: both) == .broken(key: "eve"))
    }

    @Test("no change of any bit of an envelope is ever taken for what was signed")
    func everyBit() throws {
        let original = try signed(by: ada, as: "ada")
        let check = SignatureCheck(keys: [try trusted("ada", ada)])
        let document = AttestationJSON.json(original).serialized()
        let whole = read(document)
        #expect(
            whole.attestations.first.map { check.signature(of: $0.envelope) } == .verified([try trusted("ada", ada)])
        )
        var survived: [Int] = []
        for index in document.indices {
            for bit in 0..<8 {
                var changed = document
                changed[index] ^= 1 << UInt8(bit)
                guard let attestation = read(changed).attestations.first,
                    case .verified = check.signature(of: attestation.envelope)
                else { continue }
                // JSON may say the same in other words; whatever it says must be what was signed.
                #expect(attestation.envelope.signedBytes == original.signedBytes, "bit \(bit) of byte \(index)")
                survived.append(index)
            }
        }
        // Whoever calls the hint by another name loses the hint alone.
        #expect(String(decoding: Set(survived).sorted().map { document[$0] }, as: UTF8.self) == "keyid")
    }

    @Test("an envelope cut anywhere is no evidence")
    func cut() throws {
        let document = AttestationJSON.json(try signed(by: ada, as: "ada")).serialized()
        for end in document.indices { #expect(read(Array(document[..<end])).status == .error) }
    }

    @Test("a file of more than one statement is checked for each, and a broken one makes it unusable")
    func report() throws {
        let document = AttestationJSON.json(try signed(by: ada, as: "ada")).serialized()
        let check = SignatureCheck(keys: [try trusted("ada", ada)])
        #expect(check.checked(read(document)).status == .ok)
        let impostor = SignatureCheck(keys: [try trusted("ada", eve)]).checked(read(document))
        #expect(impostor.status == .error)
        #expect(impostor.remarks.last?.text.contains("the signature by key ada does not hold") == true)
    }

    private func read(_ document: [UInt8]) -> Report {
        document.withUnsafeBytes { ReportReader.read($0, path: "a.json") }
    }
}
