/// What a service of the preset `mock` answers, and where it says in the end what it was asked.
package struct MockSource: Sendable, Hashable {
    /// Stub files, relative to the project's root.
    package var stubs: [String]
    /// An OpenAPI document whose requests alone are taken.
    package var contract: String?
    /// What `external_dependencies` calls the service.
    package var dependency: String?
    /// The file for its report, relative to the project's root; nil for one in the run's folder.
    package var report: String?

    package init(stubs: [String], contract: String? = nil, dependency: String? = nil, report: String? = nil) {
        self.stubs = stubs
        self.contract = contract
        self.dependency = dependency
        self.report = report
    }
}
