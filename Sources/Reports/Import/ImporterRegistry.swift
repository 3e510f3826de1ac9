/// Every format that can be read, in the order in which their detection is tried.
package enum ImporterRegistry {
    package static let all: [any Importer.Type] = [
        JUnitImporter.self,
        CoberturaImporter.self,
        LCOVImporter.self,
        JaCoCoImporter.self,
        CloverImporter.self,
        GoCoverageImporter.self,
        IstanbulImporter.self,
        LLVMCoverageImporter.self,
        SimpleCovImporter.self,
        OpenCoverImporter.self,
        SonarCoverageImporter.self,
        GcovrImporter.self,
        IstanbulSummaryImporter.self,
        DotCoverImporter.self,
        SARIFImporter.self,
        K6Importer.self,
        JMeterCSVImporter.self,
        JMeterXMLImporter.self,
        LocustCSVImporter.self,
        WrkImporter.self,
        HyperfineImporter.self,
        PytestBenchmarkImporter.self,
        GoogleBenchmarkImporter.self,
        GoBenchImporter.self,
        LizardCSVImporter.self,
        JSCPDImporter.self,
        MetricsImporter.self,
        AttestationImporter.self,
        CheckstyleImporter.self,
        ESLintImporter.self,
        TrivyImporter.self,
        GrypeImporter.self,
        OSVScannerImporter.self,
        SemgrepImporter.self,
        BanditImporter.self,
        NPMAuditImporter.self,
        PipAuditImporter.self,
        GitLabSecurityImporter.self,
        CodeClimateImporter.self,
        PMDImporter.self,
        SpotBugsImporter.self,
        PylintImporter.self,
        RuffImporter.self,
        GolangCIImporter.self,
        RuboCopImporter.self,
        ShellCheckImporter.self,
        HadolintImporter.self,
        CppcheckImporter.self,
        TSLintImporter.self,
        AndroidLintImporter.self,
        BrakemanImporter.self,
        GosecImporter.self,
        CheckovImporter.self,
        SnykImporter.self,
        DependencyCheckJSONImporter.self,
        DependencyCheckXMLImporter.self,
        ZAPImporter.self,
        NucleiImporter.self,
        BurpImporter.self,
    ]

    /// The importer whose format has this id.
    package static func importer(id: String) -> (any Importer.Type)? { all.first { $0.format.id == id } }

    /// The importer that recognises the content.
    package static func importer(for head: DocumentHead) -> (any Importer.Type)? { all.first { $0.recognises(head) } }

    /// The ids as a list for messages: `junit, cobertura, …`.
    package static var ids: String { all.map { $0.format.id }.joined(separator: ", ") }
}
