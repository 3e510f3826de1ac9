import Core
import Ledger
import Scanning
import Signing
import Storage
import TestSupport
import Testing

private func draft(_ number: Int) -> LedgerDraft {
    LedgerDraft("block", by: "ada", at: 1_700_000_000.25 + Double(number), ["reason": "\u{1F600} \"quoted\" \(number)"])
}

@Suite("The audit log")
struct LedgerTests {
    private let folder = TemporaryFolder()

    private func ledger() -> Ledger { Ledger(folder: "\(folder.path)/audit") }

    @Test("entries read back in their order, each chained to the one before")
    func chain() throws {
        let ledger = ledger()
        #expect(try ledger.read().isEmpty)
        for number in 0..<5 { try ledger.append { _ in [draft(number)] } }
        let entries = try ledger.read()
        #expect(entries.map(\.number) == [1, 2, 3, 4, 5])
        #expect(zip(entries, entries.dropFirst()).allSatisfy { $0.digest == $1.previous })
        #expect(entries[2].body["reason"]?.string == "\u{1F600} \"quoted\" 2")
    }

    @Test("a log that was changed at any byte is not read")
    func changed() throws {
        let ledger = ledger()
        try ledger.append { _ in [draft(1), draft(2)] }
        #expect(try ledger.read().count == 2, "what has been read is looked at again")
        let bytes = try MappedFile(path: ledger.path).withBytes { Array($0) }
        for index in bytes.indices {
            var changed = bytes
            changed[index] ^= 1
            try ReplacementFile.write(changed, to: ledger.path)
            let read = try? ledger.read()
            // The end of a line that is gone makes the last line one that was not written to its end.
            #expect(read == nil || read?.count == 1 && index == bytes.count - 1, "byte \(index)")
        }
    }

    @Test(
        "a line that a killed writer left half is taken away by the next one, and a lost line in the middle is found out"
    )
    func torn() throws {
        let ledger = ledger()
        try ledger.append { _ in [draft(1), draft(2), draft(3)] }
        let bytes = try MappedFile(path: ledger.path).withBytes { Array($0) }
        try ReplacementFile.write(Array(bytes.dropLast(10)), to: ledger.path)
        #expect(try ledger.read().count == 2)
        try ledger.append { _ in [draft(4)] }
        #expect(try ledger.read().map(\.number) == [1, 2, 3])
        let lines = try MappedFile(path: ledger.path).withBytes { Array($0) }.split(separator: 0x0A)
        try ReplacementFile.write(Array(lines[0] + [0x0A] + lines[2] + [0x0A]), to: ledger.path)
        #expect(throws: StorageError.self) { try ledger.read() }
    }

    @Test("many writers at once lose nothing and decide one after the other")
    func writers() async throws {
        let path = "\(folder.path)/audit"
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<20 {
                group.addTask {
                    try Ledger(folder: path).append { known in
                        // What each decides rests on all before it.
                        [LedgerDraft("n", by: "a", at: 1, ["count": JSON(known.count)])]
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(try ledger().read().compactMap { $0.body["count"]?.int } == Array(0..<20))
    }

    @Test("a signed head says how far the log went, and holds for that key only")
    func heads() throws {
        let ledger = ledger()
        let key = PrivateKey()
        let entry = try #require(try ledger.append { _ in [draft(1)] }.first)
        try ledger.append(head: try LedgerHead.line(entry, key: key, keyID: "ada"))
        let line = try #require(try ledger.headLines().first)
        let listed = AttestationKey(
            name: "ada",
            key: try #require(key.publicKey),
            person: "Ada",
            role: "r",
            criteria: ["decision"]
        )
        let head = try #require(LedgerHead(line: line, check: SignatureCheck(keys: [listed])))
        #expect(head.number == 1)
        #expect(head.digest == entry.digest)
        #expect(head.signature == .verified([listed]))
        #expect(LedgerHead(line: line, check: SignatureCheck(keys: []))?.signature == .unknownKey(["ada"]))
        #expect(LedgerHead(line: Array("{}".utf8), check: SignatureCheck(keys: [])) == nil)
    }
}
