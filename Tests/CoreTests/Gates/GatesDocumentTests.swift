import Core
import Criteria
import Glibc
import Testing

@Suite("docs/gates.md")
struct GatesDocumentTests {
    @Test("the document has exactly the row that the catalogue makes for each criterion")
    func rows() throws {
        let document = try #require(read(Self.path), "cannot read \(Self.path)")
        let rows = document.split(separator: "\n").map(String.init).filter {
            $0.hasPrefix("| `") && $0.contains("_gate.")
        }
        let expected = Catalogue.definitions.map(Self.row)
        let missing = expected.filter { !rows.contains($0) }
        #expect(missing.isEmpty, "rows to add:\n\(missing.joined(separator: "\n"))")
        #expect(rows.filter { !expected.contains($0) }.isEmpty, "rows that no criterion has")
    }

    static func row(_ definition: CriterionDefinition) -> String {
        let direction =
            switch definition.direction {
            case .atLeast: "at least"
            case .atMost: "at most"
            case .exactly: "holds"
            }
        let cells = definition.parameters.compactMap { parameter -> String? in
            if case .cells(let label) = parameter.form { label } else { nil }
        }
        let each = (cells + [definition.wildcard].compactMap(\.self)).joined(separator: " × ")
        let columns = [
            "`\(definition.gate.rawValue).\(definition.path)`", "`\(definition.metric)`",
            definition.dimension.rawValue, direction, each.isEmpty ? "–" : "each \(each)", definition.evidence,
        ]
        return "| \(columns.joined(separator: " | ")) |"
    }

    private static let path: String = {
        var root = #filePath
        for _ in 0..<4 { root = root.lastIndex(of: "/").map { String(root[..<$0]) } ?? root }
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
