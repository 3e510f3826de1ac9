import Privacy
import Testing

@Suite struct MaskerTests {
    private static let key = Array("sixteen bytes or more of chance".utf8)

    private func masked(
        _ text: String,
        table: String = "users",
        rules: [String: MaskRule] = [:],
        key: [UInt8] = key
    ) throws -> (text: String, masker: Masker) {
        var masker = Masker(key: key, rules: rules)
        var output: [UInt8] = []
        try Array(text.utf8).withUnsafeBytes { try masker.maskCSV($0, table: table) { output += $0 } }
        return (String(decoding: output, as: UTF8.self), masker)
    }

    private func cells(_ text: String, _ row: Int) -> [String] {
        text.split(separator: "\n")[row].split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }

    private static let users = """
        id,name,email,phone,iban,card,born,zip,note
        1,Ann Miller,Ann@Gmail.com,+49 170 1234567,DE89370400440532013000,4539 1488 0343 6467,1984-03-17,10115,hello
        2,Ann Lee,ann@gmail.com,,,,1990-11-02,10117,"mail bob@web.de, please"

        """

    @Test("the same value becomes the same pseudonym, in whatever case and file, and another one with another key")
    func consistent() throws {
        let first = try masked(Self.users).text
        #expect(cells(first, 1)[2] == cells(first, 2)[2])
        let orders = try masked(
            "order,customer_email\n9,ANN@gmail.com\n",
            table: "orders",
            rules: ["customer_email": .email]
        ).text
        #expect(cells(orders, 1)[1] == cells(first, 1)[2])
        #expect(try masked(Self.users, key: Array("another key of sixteen".utf8)).text != first)
        #expect(cells(first, 1)[1].split(separator: " ")[0] == cells(first, 2)[1].split(separator: " ")[0])
    }

    @Test("pseudonyms have the form of the value and are nobody's; keys and other columns stay")
    func forms() throws {
        let (text, _) = try masked(Self.users, rules: ["born": .month])
        let row = cells(text, 1)
        #expect(row[0] == "1")
        #expect(row[2].hasSuffix("@example.com"))
        #expect(row[3].hasPrefix("+99 9") && row[3].count == "+49 170 1234567".count)
        #expect(row[4].hasPrefix("DE") && row[4].count == 22)
        #expect(row[5].hasPrefix("4111 11") && row[5].count == 19)
        #expect(row[6] == "1984-03-01")
        #expect(row[7] == "10100")
        #expect(row[8] == "hello")
        let found = Array(text.utf8).withUnsafeBytes { PersonalScanner().scan($0).count }
        #expect(found == 0, "\(text)")
    }

    @Test("what stands inside of texts is replaced, and the quotes hold")
    func inside() throws {
        let (text, masker) = try masked(Self.users)
        #expect(!text.contains("bob@web.de"))
        #expect(text.contains("\"mail ") && text.contains("@example.com, please\""))
        #expect(masker.tally.columns["users.note"]?.inside == [.email: 1])
        #expect(masker.tally.columns["users.id"]?.rule == nil)
    }

    @Test("the second look finds originals that are left, and none after masking")
    func secondLook() throws {
        var (text, masker) = try masked(Self.users)
        masker.beginCheck()
        try Array(text.utf8).withUnsafeBytes { try masker.maskCSV($0, table: "users") { _ in } }
        #expect(masker.tally.remaining == 0)
        text += "3,x,ann@gmail.com,,,,,,\"write to bob@web.de\"\n"
        try Array(text.utf8).withUnsafeBytes { try masker.maskCSV($0, table: "users") { _ in } }
        #expect(masker.tally.remaining == 2)
    }

    @Test(
        "no pseudonym is the name or number of somebody else in the file, so that a second look at much data finds none"
    )
    func nobody() throws {
        let names = ["Alex", "Robin", "Taylor", "Jordan", "Ashford", "Birch", "Rowan", "Charlie", "Morgan", "Quinn"]
        var text = "id,first_name,last_name,phone,address\n"
        for place in 0..<4_000 {
            let (first, last) = (names[place % 10], names[place / 10 % 10])
            text += "\(place),\(first),\(last),0170 \(1_000_000 + place),\(place % 199 + 1) \(last) Road\n"
        }
        var (output, masker) = try masked(text)
        masker.beginCheck()
        try Array(output.utf8).withUnsafeBytes { try masker.maskCSV($0, table: "users") { _ in } }
        #expect(masker.tally.remaining == 0)
        #expect(Set(output.split(separator: "\n").dropFirst().map { $0.split(separator: ",")[1] }).count == 10)
    }

    @Test("the smallest group of rows with the same quasi-identifiers is counted")
    func anonymity() throws {
        let rows = "id,zip,gender\n1,10115,f\n2,10199,f\n3,20095,m\n"
        #expect(try masked(rows).masker.tally.anonymity == 1)
        #expect(try masked("id,zip,gender\n1,10115,f\n2,10199,f\n").masker.tally.anonymity == 2)
        #expect(try masked("id,x\n1,2\n").masker.tally.anonymity == nil)
    }

    @Test("rows of COPY are masked by their columns, other lines by what shows in them")
    func dump() throws {
        let dump =
            "SET x;\nCOPY public.users (id, email) FROM stdin;\n1\tann@gmail.com\n2\t\\N\n\\.\nINSERT INTO t VALUES ('bob@web.de');\n"
        var masker = Masker(key: Self.key)
        var output: [UInt8] = []
        try Array(dump.utf8).withUnsafeBytes { try masker.maskSQL($0) { output += $0 } }
        let text = String(decoding: output, as: UTF8.self)
        #expect(!text.contains("gmail") && !text.contains("web.de"))
        #expect(text.contains("\n2\t\\N\n\\.\nINSERT INTO t VALUES ('"))
        #expect(masker.tally.rows == 2)
    }

    @Test(
        "broken input is told with its line",
        arguments: [
            ("a,b\n1,\"x\n", 2, "never closed"), ("a,b\n1,\"x\"y\n", 2, "follows the closing quote"),
            ("a,b\n1,x\"y\n", 2, "in the middle"), ("a,b\n1,2\n1,2,3\n", 3, "3 fields, where the head has 2"),
        ]
    )
    func broken(_ text: String, _ line: Int, _ words: String) {
        do {
            _ = try masked(text)
            Issue.record("nothing was thrown")
        } catch let problem as TextTable.Problem {
            #expect(problem.line == line)
            #expect(problem.message.contains(words))
        } catch { Issue.record("\(error)") }
    }
}
