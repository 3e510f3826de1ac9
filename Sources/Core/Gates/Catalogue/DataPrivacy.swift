import Criteria

extension Catalogue {
    /// What `test_data_orchestration.data_privacy` asks for, which the security gate may ask for itself.
    static let dataPrivacy: [CriterionDefinition] = [
        CriterionDefinition(
            .security,
            "data_privacy.production_data",
            metric: "data_privacy.production_data",
            .count,
            .atMost,
            wordMeaning: .init(.atMost, 0),
            attestation: .alternative,
            countsFindings: true,
            evidence:
                "the SARIF report of `assay data scan` over the test data, or the metric `data_privacy.production_data`",
            missing: "test data that the scan left out, or a scan that is not complete: not evaluated",
            measure: Measures.productionData
        ),
        CriterionDefinition(
            .security,
            "data_privacy.pii_handling",
            metric: "data_privacy.personal_data",
            .count,
            .atMost,
            wordMeaning: .init(.atMost, 0),
            countsFindings: true,
            evidence:
                "the SARIF report of `assay data scan` over the test data, or the metric `data_privacy.personal_data`",
            missing: "test data that the scan left out, or a scan that is not complete: not evaluated",
            measure: Measures.personalData
        ),
        CriterionDefinition(
            .security,
            "data_privacy.data_masking",
            metric: "data_privacy.masking",
            .boolean,
            .exactly,
            wordMeaning: .init(.atLeast, 1),
            basis: .derived,
            evidence: "the report of `assay data mask`, and of `assay data scan` over what there is",
            missing:
                "nothing masked, and a scan that shows nobody's data: not applicable; no scan either: not evaluated",
            measure: Measures.masking
        ),
    ]

    /// The criterion that a word of `data_privacy` stands for; nil where the word asks for nothing.
    ///
    /// `covers` are globs of the test data, each file of which must have been scanned.
    package static func privacy(
        _ key: String,
        _ word: String,
        covers: [String] = [],
        location: SourceLocation? = nil
    ) -> Criterion? {
        guard word != "disabled", let definition = definition(of: .security, path: "data_privacy.\(key)") else {
            return nil
        }
        let phrase = definition.dimension == .boolean ? "verified" : "0"
        var criterion = try? criterion(definition, path: definition.path, written: phrase, location: location)
        criterion?.written = word
        if !covers.isEmpty { criterion?.parameters[Measures.coversParameter] = covers.joined(separator: "\n") }
        return criterion
    }
}
