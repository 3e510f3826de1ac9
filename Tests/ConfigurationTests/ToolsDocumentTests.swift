import Configuration
import Core
import Glibc
import Testing

/// docs/tools.md, found from the place of this file.
private let document: String? = {
    guard let real = realpath(#filePath, nil) else { return nil }
    defer { free(real) }
    let root = String(cString: real).split(separator: "/").dropLast(3).joined(separator: "/")
    return Shared.read("/\(root)/docs/tools.md")
}()

@Suite("docs/tools.md", .enabled(if: document != nil, "docs/tools.md is absent"))
struct ToolsDocumentTests {
    @Test("every example loads, and its exit codes are those of the table of tools")
    func examples() throws {
        let blocks = GuideBlock.blocks(of: try #require(document))
        #expect(blocks.count == 10)
        for block in blocks {
            let loaded = load(block.text, partial: true)
            #expect(loaded.lines(.error) == [], "\(block.testDescription)")
            for (name, step) in loaded.project?.pipeline.steps ?? [:] where step.preset == nil {
                guard let codes = KnownTool.named(name)?.exitCodes, name != "gitleaks" else { continue }
                #expect(step.exitCodes == codes, "\(name)")
            }
        }
    }
}
