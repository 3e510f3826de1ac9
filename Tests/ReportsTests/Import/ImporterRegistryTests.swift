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
}
