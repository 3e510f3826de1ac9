import Core
import Glibc
import Reports
import Scanning
import Testing

@Suite("docs/gates.md")
struct GatesDocumentTests {
    @Test("the document holds the table of each gate as `assay list criteria` prints it", arguments: GateID.allCases)
    func tables(gate: GateID) throws {
        let document = try #require(read(Self.path), "cannot read \(Self.path)")
        let table = CriteriaList(gate: gate).markdown
        #expect(document.contains("\n\(table)\n"), "run scripts/write-criteria")
    }

    @Test("the document has no row that no criterion has")
    func rows() throws {
        let document = try #require(read(Self.path), "cannot read \(Self.path)")
        let rows = document.split(separator: "\n").filter { $0.hasPrefix("| `") && $0.contains("_gate.") }
        #expect(rows.count == Catalogue.definitions.count, "run scripts/write-criteria")
    }

    @Test("every criterion says what measures it, or that a person attests it, and what missing evidence means")
    func complete() throws {
        let entries = try #require(CriteriaList().json.array)
        #expect(entries.count == Catalogue.definitions.count)
        for entry in entries {
            for key in ["criterion", "metric", "unit", "direction", "kind", "measured_by", "missing"] {
                #expect(entry[key]?.string?.isEmpty == false, "\(entry["criterion"]?.string ?? "?"): \(key)")
            }
            #expect(entry["missing"]?.string.map(Self.namesVerdict) == true, "\(entry["criterion"]?.string ?? "?")")
        }
    }

    private static func namesVerdict(_ sentence: String) -> Bool {
        ["not evaluated", "inconclusive", "error", "fail", "not applicable"].contains { sentence.contains($0) }
    }

    private static let path: String = {
        var root = #filePath
        for _ in 0..<3 { root = root.lastIndex(of: "/").map { String(root[..<$0]) } ?? root }
        return root + "/docs/gates.md"
    }()

    private func read(_ path: String) -> String? {
        guard let file = fopen(path, "r") else { return nil }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while case let count = fread(&buffer, 1, buffer.count, file), count > 0 { bytes += buffer.prefix(count) }
        return String(decoding: bytes, as: UTF8.self)
    }
}
