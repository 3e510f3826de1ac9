import Scanning

/// Reads the tags of an SPDX document that speak of packages, and checks that the rest is made of tags too.
struct SPDXTagValueReader {
    private(set) var document = SPDXDocument()
    private(set) var version: String?
    private(set) var creators: [String] = []
    private let bytes: Bytes
    private var lines: LineScanner
    private var isInPackage = false
    private var isInDocument = true
    /// Identifiers that relationships name, with the lines that do.
    private var named: [(id: String, line: ByteRange)] = []

    private static let textLimit = 2_048

    init(_ bytes: Bytes) {
        self.bytes = bytes
        lines = LineScanner(bytes)
    }

    mutating func readAll() throws(ScanError) {
        while let range = lines.nextRange() {
            let line = bytes.slice(range).trimmed()
            if line.isEmpty || line.hasPrefix("#") { continue }
            guard let colon = line.firstIndex(of: UInt8(ascii: ":"), from: 0), colon > 0 else {
                throw lines.error("no line of an SPDX document: a tag and a value were expected", line: range)
            }
            let tag = line.slice(ByteRange(0, colon))
            let value = line.dropping(colon + 1).trimmed()
            if value.hasPrefix("<text>"), value.firstOffset(of: "</text>") == nil { try skipText(range) }
            try take(tag, value, range)
        }
        if let package = document.packages.first(where: { $0.id.isEmpty }) {
            throw ScanError("package '\(package.name)' has no SPDXID", at: bytes.count, in: bytes)
        }
        try checkRelationships()
    }

    /// A text over several lines: nothing that is kept is ever written so.
    private mutating func skipText(_ start: ByteRange) throws(ScanError) {
        while let line = lines.next() {
            if line.firstOffset(of: "</text>") != nil { return }
        }
        throw lines.error("a text is not closed", line: start)
    }

    private mutating func take(_ tag: Bytes, _ value: Bytes, _ line: ByteRange) throws(ScanError) {
        let text = Text.lossy(value, limit: Self.textLimit)
        switch tag {
        case "SPDXVersion": version = text
        case "Creator": creators.append(text)
        case "PackageName":
            document.packages.append(SPDXDocument.Package(id: "", name: text))
            (isInPackage, isInDocument) = (true, false)
        case "FileName", "SnippetSPDXID", "LicenseID":
            if tag.equals("SnippetSPDXID") { document.others.insert(text) }
            (isInPackage, isInDocument) = (false, false)
        case "SPDXID" where isInPackage: change { $0.id = text }
        case "SPDXID" where !isInDocument: document.others.insert(text)
        case "PackageVersion": change { $0.version = text }
        case "PackageLicenseConcluded": change { $0.concluded = text }
        case "PackageLicenseDeclared": change { $0.declared = text }
        case "PrimaryPackagePurpose": change { $0.purpose = text }
        case "ExternalRef": reference(text)
        case "Relationship": try relationship(text, line)
        default: break
        }
    }

    private mutating func change(_ change: (inout SPDXDocument.Package) -> Void) {
        guard isInPackage, !document.packages.isEmpty else { return }
        change(&document.packages[document.packages.count - 1])
    }

    /// Reads such as `PACKAGE-MANAGER purl pkg:npm/left-pad@1`.
    private mutating func reference(_ text: String) {
        let parts = text.split(separator: " ", omittingEmptySubsequences: true)
        guard parts.count >= 3, parts[1] == "purl" else { return }
        change { $0.purl = String(parts[2]) }
    }

    /// Reads such as `SPDXRef-DOCUMENT DESCRIBES SPDXRef-Package`.
    private mutating func relationship(_ text: String, _ line: ByteRange) throws(ScanError) {
        let parts = text.split(separator: " ", omittingEmptySubsequences: true).map { String($0) }
        guard parts.count == 3 else {
            throw lines.error("a relationship needs an element, a type and another element", line: line)
        }
        named += [(parts[0], line), (parts[2], line)]
        if parts[0] == "SPDXRef-DOCUMENT", parts[1] == "DESCRIBES" { document.described.insert(parts[2]) }
    }

    /// An identifier that nothing has is a cut, or damage.
    private func checkRelationships() throws(ScanError) {
        let known = document.others.union(document.packages.map(\.id)).union([
            "SPDXRef-DOCUMENT", "NONE", "NOASSERTION",
        ])
        for (id, line) in named where !known.contains(id) && !id.hasPrefix("DocumentRef-") {
            let shown = Text.clean(id, limit: 80)
            throw lines.error("a relationship names '\(shown)', which the document does not define", line: line)
        }
    }
}
