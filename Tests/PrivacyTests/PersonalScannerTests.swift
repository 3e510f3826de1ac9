import Privacy
import Testing

@Suite struct PersonalScannerTests {
    private func kinds(_ text: String, synthetic: Bool = false) -> [PersonalKind] {
        Array(text.utf8).withUnsafeBytes { PersonalScanner(findsSynthetic: synthetic).scan($0).findings.map(\.kind) }
    }

    @Test(
        "identifiers of people are found by their check digits and forms",
        arguments: [
            ("ann@gmail.com", PersonalKind.email), ("x,bob.lee+news@mail.company.de,y", .email),
            ("4539 1488 0343 6467", .card), ("card=5105105105105100x", nil), ("4539148803436467", .card),
            ("DE89370400440532013000", .iban), ("DE89 3704 0044 0532 0130 00", .iban),
            ("GB82WEST12345698765432", .iban),
            ("+49 170 1234567", .phone), ("call +1 (212) 736-5000 now", .phone), ("ssn 536-22-8726", .nationalNumber),
            ("12345678Z", .nationalNumber), ("AB 12 34 56 C", .nationalNumber),
            ("AKIAIOSFODNN7EXAMPLQ", .key), ("token ghp_16C7e42F292c6912E7710c838347Ae178B4a", .key),
        ] as [(String, PersonalKind?)]
    )
    func found(_ text: String, _ kind: PersonalKind?) {
        #expect(kinds(text) == (kind.map { [$0] } ?? []))
    }

    @Test(
        "what is nobody's, or no identifier, is not",
        arguments: [
            "ann@example.com", "bob@mail.test", "a@b", "@decorator", "user@host.c", "4242424242424242",
            "4539148803436468",
            "1.4539148803436467", "DE89370400440532013001", "DE62000000000001234567", "+1-202-555-0143",
            "+49 30 23125 123",
            "12345678A", "2024-03-17T10:11:12Z", "1234567890123456789012345", "3f9c4539148803436467ab",
            "0.123456789012345678",
            "AKIAAAAAAAAAAAAAAAAA", "978-3-16-148410-0", "192.168.100.200:8080", "666-12-3456", "078-05-1120",
        ]
    )
    func innocent(_ text: String) {
        #expect(kinds(text).isEmpty)
    }

    @Test(
        "names are found beside an identifier, with another name behind the first one",
        arguments: [
            ("Ann Miller <ann@gmail.com>", true), ("7,Ann,Miller,ann@gmail.com", true),
            ("\"Ann\";\"Miller\";ann@gmail.com", true), ("ann@gmail.com is Ann B. Miller's", true),
            ("Jean-Luc Moreau, +33 6 12 34 56 78", true), ("ann@gmail.com lives with Jürgen Groß", true),
            ("Ann Miller", false), ("Ann Miller <ann@example.com>", false), ("New York, ann@gmail.com", false),
            ("ann@gmail.com: Ann said", false), ("ann@gmail.com on ANN IT", false),
            ("Visa Card 4539148803436467", false),
        ]
    )
    func names(_ text: String, _ isFound: Bool) {
        #expect(kinds(text).contains(.name) == isFound)
        #expect(
            kinds("Ann Miller\n" + text + "\nAnn Miller").count { $0 == .name } == (isFound ? 1 : 0),
            "no other line"
        )
    }

    @Test("places are lines and columns, and the count is of all")
    func places() {
        let text = Array("a,b\n1,ann@gmail.com\n2,bob@web.de,eve@web.de\n".utf8)
        let result = text.withUnsafeBytes { PersonalScanner().scan($0, limit: 2) }
        #expect(result.count == 3 && result.lines == 3)
        #expect(result.findings.map { "\($0.line):\($0.column)" } == ["2:3", "3:3"])
    }
}
