import Configuration
import Core
import Criteria
import Testing

@Suite("the guide's configuration", .enabled(if: Shared.specification != nil, "../shared/spec is absent"))
struct GuideTests {
    @Test("the guide has the blocks that this test was written for")
    func count() {
        #expect(Shared.guideBlocks.count == 17)
    }

    @Test("every YAML block loads without an error", arguments: Shared.guideBlocks)
    func loads(_ block: GuideBlock) {
        let loaded = load(block.text, partial: true)
        #expect(loaded.lines(.error) == [])
        #expect(loaded.project != nil)
        if loaded.project == Project() { #expect(!loaded.lines(.note).isEmpty) }
    }

    @Test("every key and value of a block is used or covered by a note", arguments: Shared.guideBlocks)
    func accounts(_ block: GuideBlock) {
        let loaded = load(block.text, partial: true)
        #expect(loaded.accounts.count > 10)
        #expect(loaded.accounts.filter { $0.fate == .unread } == [])
        if loaded.lines(.note).isEmpty { #expect(loaded.accounts.allSatisfy { $0.fate == .used }) }
    }

    @Test(
        "no key or value that counts as used can change without an error or another project",
        arguments: Shared.guideBlocks
    )
    func nothingIsIgnored(_ block: GuideBlock) {
        let original = load(block.text, partial: true)
        let used = original.accounts.filter { $0.fate == .used && $0.text != nil }
        for account in used {
            guard let changed = change(account, in: block.text) else {
                Issue.record("\(account.location) was not found")
                continue
            }
            let loaded = load(changed, partial: true)
            #expect(
                !loaded.errors.isEmpty || loaded.project != original.project
                    || loaded.lines(.note) != original.lines(.note),
                "\(account.location) '\(account.text ?? "")' makes no difference"
            )
        }
    }

    @Test("an unknown key anywhere in a block is an error", arguments: Shared.guideBlocks)
    func injected(_ block: GuideBlock) {
        let loaded = load(block.text + "\nassay_does_not_know: 1\n", partial: true)
        #expect(loaded.errors.count == 1)
        #expect(loaded.errors.first?.message.hasPrefix("unknown key 'assay_does_not_know'") == true)
        #expect(loaded.project == nil)
    }

    @Test("the gates have the criteria that the guide names")
    func gates() throws {
        var counts: [GateID: Int] = [:]
        for block in Shared.guideBlocks {
            for gate in load(block.text, partial: true).project?.gates ?? [] {
                counts[gate.id, default: 0] += gate.criteria.count
            }
        }
        #expect(
            // Three of security's stand in `data_privacy`.
            counts == [.codeQuality: 5, .coverage: 7, .integration: 9, .e2e: 6, .performance: 13, .security: 15]
        )
    }

    /// The text with the last character of one scalar replaced, so that nothing else moves.
    private func change(_ account: Account, in text: String) -> String? {
        guard let scalar = account.text, let last = scalar.unicodeScalars.last else { return nil }
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { Array($0.unicodeScalars) }
        var column = account.location.column - 1
        let line = account.location.line - 1
        if lines[line][column] == "\"" || lines[line][column] == "'" { column += 1 }
        let index = column + scalar.unicodeScalars.count - 1
        guard lines[line].indices.contains(index), lines[line][index] == last else { return nil }
        lines[line][index] = last == "7" ? "8" : ("0"..."9").contains(last) ? "7" : last == "z" ? "y" : "z"
        return lines.map { String(String.UnicodeScalarView($0)) }.joined(separator: "\n")
    }
}
