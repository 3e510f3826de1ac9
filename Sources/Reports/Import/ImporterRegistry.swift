/// Every format that can be read, in the order in which their detection is tried.
package enum ImporterRegistry {
    package static let all: [any Importer.Type] = [
        JUnitImporter.self,
        CoberturaImporter.self,
        LCOVImporter.self,
        SARIFImporter.self,
        K6Importer.self,
        MetricsImporter.self,
        AttestationImporter.self,
        TRXImporter.self,
        NUnit3Importer.self,
        NUnit2Importer.self,
        XUnitImporter.self,
        GoTestImporter.self,
        TAPImporter.self,
        PlaywrightImporter.self,
        CTRFImporter.self,
        JestImporter.self,
        CucumberJSONImporter.self,
        CucumberMessagesImporter.self,
        TestNGImporter.self,
        RobotImporter.self,
        MochaImporter.self,
        MochawesomeImporter.self,
        PytestJSONImporter.self,
        RSpecImporter.self,
        CTestImporter.self,
        DartTestImporter.self,
        AllureImporter.self,
    ]

    /// The importer whose format has this id.
    package static func importer(id: String) -> (any Importer.Type)? { all.first { $0.format.id == id } }

    /// The importer that recognises the content.
    package static func importer(for head: DocumentHead) -> (any Importer.Type)? { all.first { $0.recognises(head) } }

    /// The ids as a list for messages: `junit, cobertura, …`.
    package static var ids: String { all.map { $0.format.id }.joined(separator: ", ") }
}
