import Configuration
import Core
import Glibc
import Testing

/// docs/configuration.md, found from the place of this file.
private let reference: String? = {
    guard let real = realpath(#filePath, nil) else { return nil }
    defer { free(real) }
    let root = String(cString: real).split(separator: "/").dropLast(3).joined(separator: "/")
    return Shared.read("/\(root)/docs/configuration.md")
}()

@Suite("docs/configuration.md", .enabled(if: reference != nil, "docs/configuration.md is absent"))
struct DocumentationTests {
    @Test("every example loads, and the first one is whole")
    func examples() throws {
        let blocks = GuideBlock.blocks(of: try #require(reference))
        #expect(blocks.count == 13)
        for block in blocks { #expect(load(block.text, partial: true).lines(.error) == [], "\(block.testDescription)") }
        #expect(load(try #require(blocks.first).text).diagnostics == [])
    }

    @Test("every key of the format is named")
    func keys() throws {
        let text = try #require(reference)
        for key in Self.keys(of: FileFormat.root) {
            #expect(text.contains(key), "\(key)")
        }
    }

    @Test("every key that nothing acts on is in the table of them")
    func recognised() throws {
        let text = try #require(reference).split(separator: "## Recognised, not acted on yet").last ?? ""
        for key in FileFormat.recognisedKeys {
            let last = key.path.split(separator: ".").last.map(String.init) ?? ""
            #expect(text.contains(last), "\(key.path)")
        }
    }

    /// The keys of a shape, without those below a recognised one.
    private static func keys(of shape: Shape) -> [String] {
        switch shape {
        case .mapping(let fields), .ordered(let fields):
            fields.flatMap { [$0.key] + $0.aliases + ($0.feature == nil ? keys(of: $0.shape) : []) }
        case .names(_, let value), .orderedNames(_, let value), .list(let value), .oneOrMany(let value): keys(of: value)
        case .either(let shapes): shapes.flatMap(keys)
        default: []
        }
    }
}
