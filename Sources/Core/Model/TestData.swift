/// How the steps of each kind get their data: `test_data_orchestration.strategies`.
package struct TestDataSettings: Sendable, Equatable {
    package var strategies: [Kind: DataStrategy] = [:]

    package init() {}

    /// Files that tests get as fixtures, as globs, each once.
    package var fixtures: [String] {
        Kind.allCases.flatMap { strategies[$0]?.fixtures ?? [] }.reduce(into: []) { all, glob in
            if !all.contains(glob) { all.append(glob) }
        }
    }
}

/// Where the data of one kind of tests come from, who shares them, and how they come back.
package struct DataStrategy: Sendable, Hashable {
    package enum Approach: String, Sendable, Hashable, CaseIterable {
        /// A folder in memory for each try of a step, filled with files of the project.
        case fixtures = "in_memory_fixtures"
        /// A folder on disk for each suite, which is a step.
        case volumes = "docker_volumes"
        /// Requests and commands once the services are healthy.
        case seeding = "api_seeding"
        /// Records by a specification, into a database of the environment.
        case synthetic = "synthetic_generation"
    }

    /// How many tests share a state.
    package enum Isolation: String, Sendable, Hashable, CaseIterable {
        case perTest = "per_test"
        case perScenario = "per_scenario"
        case perSuite = "per_suite"
        case perRun = "per_run"
    }

    package enum Distribution: String, Sendable, Hashable, CaseIterable {
        /// As the specification says.
        case realistic
        /// Every value of a range, a list or a reference as likely as any other.
        case uniform
    }

    package var approach: Approach?
    package var isolation: Isolation?
    /// Whether what a step was given stays after it: `cleanup: manual`.
    package var isKept = false
    /// Whether databases get a snapshot that tests can go back to.
    package var isRestored = false
    /// Globs of files that are copied into the folder.
    package var fixtures: [String] = []
    package var seeds: [DataSeed] = []
    /// Globs of files that the seeded state rests on, such as migrations.
    package var inputs: [String] = []
    /// The specification of records.
    package var specification: String?
    /// The service that gets the records; the only database where nothing is said.
    package var service: String?
    /// How many records, such as `10M_records`; what the specification says where nothing is said.
    package var volume: String?
    package var distribution: Distribution?

    package init() {}

    /// Whether it does something that needs services.
    package var needsServices: Bool { !seeds.isEmpty || isRestored || specification != nil }
}

/// One thing that is done to fill services with data.
package enum DataSeed: Sendable, Hashable {
    case arguments([String])
    /// By `sh -euc`.
    case script(String)
    case request(SeedRequest)

    /// How people are told of it.
    package var words: String {
        switch self {
        case .arguments(let words): words.joined(separator: " ")
        case .script(let text): String(text.prefix(80))
        case .request(let request): "\(request.method) \(request.url)"
        }
    }
}

/// An HTTP request that makes data; its texts may hold placeholders.
package struct SeedRequest: Sendable, Hashable {
    package var method: String
    package var url: String
    package var headers: [String: String]
    /// JSON as text where `isJSON`, else as it is.
    package var body: String?
    package var isJSON: Bool
    /// Names for values of the answer, each with its place in the answer's JSON: `items.0.id`.
    package var saves: [String: String]
    /// Statuses that are as they should be; any of 200 to 299 where there is none.
    package var expected: [Int]

    package init(
        method: String,
        url: String,
        headers: [String: String] = [:],
        body: String? = nil,
        isJSON: Bool = false,
        saves: [String: String] = [:],
        expected: [Int] = []
    ) {
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body
        self.isJSON = isJSON
        self.saves = saves
        self.expected = expected
    }

    package func accepts(_ status: Int) -> Bool {
        expected.isEmpty ? (200..<300).contains(status) : expected.contains(status)
    }
}
