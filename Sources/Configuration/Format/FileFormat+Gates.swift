import Core
import Criteria

extension FileFormat {
    /// The six gates; their criteria come from the metric catalogue, so that each key is written down once.
    static let gates: [Field] = GateID.allCases.map {
        Field($0.rawValue, .mapping(gateFields($0)), gateDoc($0), bar: .held(.gates))
    }

    /// Criteria that stand beside `criteria`, not below it.
    static let besideCriteria: Set<String> = ["validation_matrix", "baseline_comparison"]

    static let qualifierKeys: Set<String> = [
        "min_samples", "over", "min_lines", "ignore_whitespace", "baseline", "on_missing", "require",
        "applies_to", "max_age",
    ]

    private static func gateFields(_ gate: GateID) -> [Field] {
        var branch = Branch()
        for definition in Catalogue.definitions(of: gate) {
            branch.add(definition, definition.path.split(separator: ".").map(String.init))
        }
        let (beside, below) = branch.fields(isTop: true).split { besideCriteria.contains($0.key) }
        var fields = [Field("criteria", .mapping(below), "What must hold.")] + beside
        fields.append(Field("enforcement", .mapping(enforcement), "What a failure does."))
        fields += qualifiers(windowed: Catalogue.definitions(of: gate).contains(where: \.isWindowed))
        if Catalogue.definitions(of: gate).contains(where: \.countsFindings) { fields.append(appliesTo) }
        if gate == .coverage { fields += newCodeOnly }
        if gate == .coverage {
            fields.append(Field("reporting", reporting, "The same as `reporting` at the top.", bar: .free))
        }
        if gate == .security { fields += [newlyDisclosed, licensePolicy] }
        fields.append(Field("description", .text, "For people.", bar: .free))
        return fields
    }

    private static let enforcement: [Field] = [
        Field("blocking", .boolean, "Whether a failure fails the run; default true. Otherwise it is a warning."),
        Field("bypass_allowed", .boolean, "Whether a waiver may cover a failure; default false."),
    ]

    /// `over` stands only where a criterion is of a stretch of time: elsewhere nothing would act on it.
    private static func qualifiers(windowed: Bool) -> [Field] {
        windowed ? qualifiers : qualifiers.filter { $0.key != "over" }
    }

    /// Keys that narrow the criteria beside them, or all criteria of their gate.
    private static let qualifiers: [Field] = [
        Field("min_samples", .integer(1...1_000_000_000), "Fewer samples than this are inconclusive."),
        Field("over", .duration(words: []), "The window that rates and percentiles are taken over."),
        Field(
            "max_age",
            .duration(words: []),
            "Evidence from the cache that is older is refused: the step runs again."
        ),
        Field(
            "baseline",
            .mapping([
                Field("branch", .text, "The branch whose runs count."),
                Field("last_passed", .boolean, "The last run that passed."),
                Field("pinned", .text, "One run, by id."),
                Field("median_of", .integer(1...1_000), "The median of so many runs."),
            ]),
            "Which earlier runs to compare with."
        ),
        Field(
            "on_missing",
            .word(MissingVerdict.allCases.map(\.rawValue)),
            "The verdict when nothing was measured."
        ),
        Field(
            "require",
            .oneOrMany(.condition(Catalogue.metricNames)),
            "What must hold before the criteria are judged."
        ),
    ]

    /// Only the coverage of a change asks which lines are new, so that these keys stand nowhere else.
    private static let newCodeOnly = [
        Field(
            "min_lines",
            .integer(1...1_000_000),
            "A change with fewer coverable lines is not judged by new_code."
        ),
        Field("ignore_whitespace", .boolean, "A line of which only the white space changed is not new; default false."),
    ]

    /// Only criteria over findings can be about new ones.
    private static let appliesTo = Field(
        "applies_to",
        .word(FindingScope.allCases.map(\.rawValue)),
        "Which findings count: all, or new_code: those that the baseline does not have, or on lines that the change adds."
    )

    private static let newlyDisclosed = Field(
        "newly_disclosed",
        .word(DisclosurePolicy.allCases.map(\.rawValue)),
        "What vulnerabilities do that became known since the baseline, in packages that the change does not touch; "
            + "default fail on the protected branch, warn on a change."
    )

    private static func gateDoc(_ gate: GateID) -> String {
        switch gate {
        case .codeQuality: "What static tools say of the code."
        case .coverage: "Which code the tests reach."
        case .integration: "How the services work together."
        case .e2e: "What a user sees."
        case .performance: "How fast, how much, at what cost."
        case .security: "What scanners find and auditors sign."
        }
    }

    /// The key paths of a gate as a tree.
    private struct Branch {
        private var order: [String] = []
        private var children: [String: Branch] = [:]
        private var definition: CriterionDefinition?

        mutating func add(_ definition: CriterionDefinition, _ path: [String]) {
            guard let first = path.first else {
                self.definition = definition
                return
            }
            if children[first] == nil { order.append(first) }
            children[first, default: Branch()].add(definition, Array(path.dropFirst()))
        }

        func fields(isTop: Bool) -> [Field] {
            var fields: [Field] = []
            var parameters: [Field] = []
            for key in order {
                guard let child = children[key] else { continue }
                let own = child.definition.map { FileFormat.parameterFields($0) } ?? []
                // A parameter stands beside its criterion; the matrix brings its own.
                for field in own where !parameters.contains(where: { $0.key == field.key }) { parameters.append(field) }
                fields.append(Field(key, child.shape, child.definition.map(FileFormat.doc) ?? "Criteria."))
            }
            let isNewCode = children.values.contains { $0.definition?.metric == "coverage.new_lines" }
            let own =
                FileFormat.qualifiers(windowed: isWindowed) + (isNewCode ? FileFormat.newCodeOnly : [])
                + (countsFindings ? [FileFormat.appliesTo] : [])
            return fields + parameters + (isTop ? [] : own)
        }

        /// Whether a criterion here or below is of a stretch of time.
        private var isWindowed: Bool {
            definition?.isWindowed ?? false || children.values.contains(where: \.isWindowed)
        }

        /// Whether a criterion here or below counts findings.
        private var countsFindings: Bool {
            definition?.countsFindings ?? false || children.values.contains(where: \.countsFindings)
        }

        private var shape: Shape {
            if let definition {
                return definition.path == "validation_matrix"
                    ? FileFormat.matrix : .either([.criterion(definition), FileFormat.notApplicable])
            }
            if let named = children["*"] {
                return .names(noun: named.definition?.wildcard ?? "service", named.shape)
            }
            return .mapping(fields(isTop: false))
        }
    }

    /// What stands in place of a phrase where there is nothing to measure.
    private static let notApplicable: Shape = .mapping([
        Field("not_applicable", .text, "Why there is nothing to measure; shown in every report.", required: true)
    ])

    static let matrix: Shape = .list(
        .mapping([
            Field("from", .text, "The service that calls.", required: true),
            Field("to", .oneOrMany(.text), "The services that are called.", required: true),
            Field("tests", .oneOrMany(.text), "Scenarios, each a cell of its own.", required: true),
        ])
    )

    private static func parameterFields(_ definition: CriterionDefinition) -> [Field] {
        definition.parameters.map { parameter in
            switch parameter.form {
            case .cells(let label):
                Field(
                    parameter.key,
                    .oneOrMany(.text),
                    "One cell for each \(label), every one of which must hold.",
                    required: parameter.required
                )
            case .phrase(let signature):
                Field(
                    parameter.key,
                    .phrase(signature),
                    "Parameter of \(definition.path), a criterion of its own.",
                    required: parameter.required
                )
            case .word(let words):
                Field(parameter.key, .word(words), "Parameter of \(definition.path).", required: parameter.required)
            case .duration:
                Field(
                    parameter.key,
                    .duration(words: []),
                    "Parameter of \(definition.path).",
                    required: parameter.required
                )
            }
        }
    }

    private static func doc(_ definition: CriterionDefinition) -> String {
        let direction =
            switch definition.direction {
            case .atLeast: ", a literal is a minimum"
            case .atMost: ", a literal is a maximum"
            case .exactly: ""
            }
        return "\(definition.dimension.noun.capitalizedFirst)\(direction). Measured by \(definition.evidence)."
    }
}

extension String {
    fileprivate var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}

extension Array {
    /// The elements that satisfy a condition, and the others, each in order.
    fileprivate func split(_ condition: (Element) -> Bool) -> ([Element], [Element]) {
        (filter(condition), filter { !condition($0) })
    }
}
