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
        for round in 0..<200 {
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
                // The document type is skipped, not checked: it holds nothing that could be counted. A byte order mark
                // has told the encoding, whatever the declaration calls it.
                let isSkipped = holds(document, "<!DOCTYPE") || Self.namesNoEncoding(behindMark: document)
                #expect(
                    isSkipped,
                    "only libxml2 refuses \(what): \(String(decoding: document.prefix(100), as: UTF8.self))"
                )
                return
            }
            // A carriage return alone ends a line (XML 1.0, 2.11); libxml2 hands it out as it is.
            let differing = zip(ours, theirs).first { $0 != $1 && $0 != Self.withLineBreaks($1) }
            #expect(ours.count == theirs.count && differing == nil, "\(what)")
        case .failure(let error):
            // Entities are never expanded, so that no document can blow up or read a file.
            let isEntity = error.message.contains("never expands or fetches entities")
            // The declaration is read to the letter (2.8): a digit behind the version's point, a space between its parts, an
            // encoding that is known.
            let isDeclaration = ["XML of version", "XML declaration", "is not supported"].contains {
                error.message.contains($0)
            }
            #expect(theirs == nil || isEntity || isDeclaration, "only Assay refuses \(what): \(error)")
        }
    }

    /// Whether a document begins with a byte order mark, and could not be read without it for the encoding that it names.
    private static func namesNoEncoding(behindMark document: [UInt8]) -> Bool {
        guard document.starts(with: [0xEF, 0xBB, 0xBF]),
            case .failure(let error) = XMLEvents.scanned(Array(document.dropFirst(3)))
        else { return false }
        return error.message.hasPrefix("encoding '") || error.message.hasPrefix("declared as ")
    }

    private static func withLineBreaks(_ text: String) -> String {
        String(String.UnicodeScalarView(text.unicodeScalars.map { $0 == "\r" ? "\n" : $0 }))
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
