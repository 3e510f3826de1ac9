import Core
import Reports
import Testing

@Suite struct ImporterRegistryTests {
    @Test("every format has an id of its own")
    func ids() {
        let ids = ImporterRegistry.all.map { $0.format.id }
        #expect(Set(ids).count == ids.count)
        #expect(ImporterRegistry.importer(id: "junit") == JUnitImporter.self)
        #expect(ImporterRegistry.importer(id: "unheard-of") == nil)
    }

    @Test("every format that a known tool is said to write can be read")
    func knownTools() {
        for output in KnownTool.all.flatMap(\.outputs) {
            #expect(ImporterRegistry.importer(id: output.format) != nil, "\(output.format)")
        }
    }
}
