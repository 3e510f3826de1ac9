import Privacy
import Testing

@Suite("Fingerprints of production")
struct FingerprintTests {
    private let key = Array("a key of sixteen bytes and more".utf8)

    private func identities(_ text: String) -> [String] {
        var found: [String] = []
        Array(text.utf8).withUnsafeBytes { bytes in
            Fingerprints.candidates(bytes) { range in
                let value = UnsafeRawBufferPointer(rebasing: bytes[range])
                if let identity = Fingerprints.identity(value) {
                    found.append(String(decoding: identity, as: UTF8.self))
                }
            }
        }
        return found
    }

    private func made(_ text: String, room: Int = 100) -> Fingerprints {
        var fingerprints = Fingerprints(key: key, room: room)
        for value in identities(text) { fingerprints.add(Array(value.utf8)) }
        return fingerprints
    }

    @Test("what says whose it is counts: not dates, amounts, words and what is short")
    func values() {
        #expect(identities("id,mail\n17,Ada@Corp.io\n") == ["ada@corp.io"])
        #expect(identities("CUST-004711x,2024-03-01,129.90,shipped,4711") == ["cust-004711x"])
        #expect(identities("{\"phone\": \"+49 170 1234567\"}") == ["+49 170 1234567"])
        #expect(identities("order AB-99812 came") == ["order ab-99812 came", "ab-99812"])
    }

    @Test("a value of production is found in another form of file, and others are not")
    func found() {
        let known = made("mail;number\nada@corp.io;CUST-004711x\n")
        let text = Array("{\"user\": \"CUST-004711x\", \"other\": \"CUST-004712x\"}\nADA@corp.io\n".utf8)
        let scanner = PersonalScanner(allowedDomains: ["corp.io"], fingerprints: known)
        let found = text.withUnsafeBytes { scanner.production($0) }
        #expect(found.count == 2)
        #expect(found.findings.map(\.line) == [1, 2])
        #expect(found.findings.map(\.column) == [11, 1])
        #expect(text.withUnsafeBytes { PersonalScanner().production($0).count } == 0)
    }

    @Test("as a file they are the same; another key, and a file that is cut off, are refused")
    func file() throws {
        let known = made("ada@corp.io,bob@corp.io")
        let bytes = known.bytes
        let read = try bytes.withUnsafeBytes { try Fingerprints(key: key, bytes: $0) }
        #expect(read.count == 2)
        #expect(read.holds(Array("bob@corp.io".utf8)))
        #expect(throws: Fingerprints.Problem.self) {
            try bytes.withUnsafeBytes { try Fingerprints(key: Array("another key of 16 bytes".utf8), bytes: $0) }
        }
        for end in [0, 10, 30, bytes.count - 1] {
            #expect(throws: Fingerprints.Problem.self) {
                try Array(bytes[..<end]).withUnsafeBytes { try Fingerprints(key: key, bytes: $0) }
            }
        }
    }

    @Test("of 200,000 values that production never had next to none is taken for one")
    func mistakes() {
        var known = Fingerprints(key: key, room: 10_000)
        for number in 0..<10_000 { known.add(Array("customer-\(number)".utf8)) }
        let all = (0..<10_000).allSatisfy { known.holds(Array("customer-\($0)".utf8)) }
        let mistaken = (0..<200_000).count { known.holds(Array("stranger-\($0)".utf8)) }
        #expect(all)
        #expect(mistaken <= 4, "\(mistaken)")
    }
}
