import Reports
import Scanning
import Testing

@Suite(
    "Agreement with libxml2",
    .enabled(if: LibXML2.shared != nil, "libxml2.so.2 is not installed: apt install libxml2"),
    .enabled(if: Corpus.folder != nil, "no corpus: set ASSAY_CORPUS to a folder of reports with a MANIFEST.tsv")
)
struct XMLAgreementTests {
    @Test("every XML report of the corpus holds what libxml2 says that it holds", arguments: Corpus.xmlFiles)
    func corpus(_ path: String) throws {
        try compare(Corpus.bytes(path), "\(path)")
    }

    @Test("changed documents are refused by both readers, or hold the same", arguments: Corpus.xmlFiles)
    func mutated(_ path: String) throws {
        let bytes = try Corpus.bytes(path)
        guard !bytes.isEmpty, bytes.count < 24_000 else { return }
        var random = Mutations(seed: UInt64(bytes.count))
        for round in 0..<60 {
            let changed = random.changed(bytes)
            try compare(changed, "\(path), change \(round)")
        }
    }

    /// Where the two differ, one of these is why; anything else is a mistake of ours.
    private func compare(_ document: [UInt8], _ what: String) throws {
        let library = try #require(LibXML2.shared)
        let theirs = library.events(document)
        switch XMLEvents.scanned(document) {
        case .success(let ours):
            guard let theirs else {
                // The document type is skipped, not checked: it holds nothing that could be counted.
                let isSkipped = holds(document, "<!DOCTYPE")
                #expect(
                    isSkipped,
                    "only libxml2 refuses \(what): \(String(decoding: document.prefix(100), as: UTF8.self))"
                )
                return
            }
            let differing = zip(ours, theirs).first { $0 != $1 }
            #expect(ours.count == theirs.count && differing == nil, "\(what)")
        case .failure(let error):
            // Entities are never expanded, so that no document can blow up or read a file.
            let isEntity = error.message.contains("never expands or fetches entities")
            #expect(theirs == nil || isEntity, "only Assay refuses \(what): \(error)")
        }
    }

    private func holds(_ document: [UInt8], _ text: StaticString) -> Bool {
        document.withUnsafeBytes { $0.firstOffset(of: text, before: $0.count) != nil }
    }
}

extension Corpus {
    /// Every file of the manifest that begins as XML does.
    static let xmlFiles: [String] = paths.filter { path in
        guard let bytes = try? bytes(path) else { return false }
        return bytes.first { $0 > 0x20 && $0 < 0x80 } == UInt8(ascii: "<")
    }
}
