package import Core

/// One request that a mock knows, with its answers and faults.
package struct Stub: Sendable, Hashable {
    /// A step of a story: the stub answers in one state and may lead to another.
    package struct Scenario: Sendable, Hashable {
        package var name: String
        /// nil for any state.
        package var when: String?
        /// nil where the state stays.
        package var then: String?

        package init(name: String, when: String? = nil, then: String? = nil) {
            self.name = name
            self.when = when
            self.then = then
        }

        /// The state in which every story begins.
        package static let beginning = "started"
    }

    /// How often it has to be called in the end.
    package struct Expectation: Sendable, Hashable {
        package var least: Int
        /// nil for any number.
        package var most: Int?

        package init(least: Int, most: Int?) {
            self.least = least
            self.most = most
        }

        package func holds(_ calls: Int) -> Bool { calls >= least && most.map { calls <= $0 } ?? true }

        /// `2 times`, `at least 1 time`.
        package var words: String {
            func times(_ count: Int) -> String { "\(count) time\(count == 1 ? "" : "s")" }
            guard let most else { return "at least \(times(least))" }
            if most == least { return most == 0 ? "never" : times(least) }
            return least == 0 ? "at most \(times(most))" : "\(least) to \(times(most))"
        }
    }

    package var name: String
    /// What the project's configuration calls the service that it stands for.
    package var dependency: String?
    package var pattern: RequestPattern
    /// One after another, the last one for ever; none where the preset answers.
    package var responses: [StubResponse]
    package var faults: [FaultRule]
    package var scenario: Scenario?
    /// 1 goes before 2; where they are equal, the stub that says more.
    package var priority: Int
    package var expectation: Expectation?
    package var location: SourceLocation

    package static let usualPriority = 5

    package init(
        name: String,
        dependency: String? = nil,
        pattern: RequestPattern,
        responses: [StubResponse] = [StubResponse()],
        faults: [FaultRule] = [],
        scenario: Scenario? = nil,
        priority: Int = Stub.usualPriority,
        expectation: Expectation? = nil,
        location: SourceLocation = SourceLocation(file: "", line: 1, column: 1)
    ) {
        self.name = name
        self.dependency = dependency
        self.pattern = pattern
        self.responses = responses
        self.faults = faults
        self.scenario = scenario
        self.priority = priority
        self.expectation = expectation
        self.location = location
    }
}

/// All that one mock is told: stubs of one or several files.
package struct MockDefinition: Sendable {
    /// What the mock is called in reports.
    package var name: String
    /// What the configuration calls the service, where a stub does not say otherwise.
    package var dependency: String?
    package var seed: UInt64
    package var stubs: [Stub]
    package var preset: TorchServe?

    package init(
        name: String = "mock",
        dependency: String? = nil,
        seed: UInt64 = 0,
        stubs: [Stub] = [],
        preset: TorchServe? = nil
    ) {
        self.name = name
        self.dependency = dependency
        self.seed = seed
        self.stubs = stubs
        self.preset = preset
    }
}
