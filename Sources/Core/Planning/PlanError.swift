/// Why a configuration cannot be planned, with the place to mend.
package struct PlanError: Error, Sendable, Hashable, CustomStringConvertible {
    /// A lowercase fragment that names the offending value.
    package var message: String
    package var location: SourceLocation?
    /// What to write instead.
    package var help: String?
    /// Other places that take part, such as the stages of a cycle.
    package var related: [Related]

    package struct Related: Sendable, Hashable {
        package var message: String
        package var location: SourceLocation?

        package init(_ message: String, location: SourceLocation? = nil) {
            self.message = message
            self.location = location
        }
    }

    package init(
        _ message: String,
        location: SourceLocation? = nil,
        help: String? = nil,
        related: [Related] = []
    ) {
        self.message = message
        self.location = location
        self.help = help
        self.related = related
    }

    package var description: String {
        let place = location.map { "\($0): " } ?? ""
        return place + message + (help.map { "; \($0)" } ?? "")
    }
}

/// Every reason at once; never empty.
package struct PlanErrors: Error, Sendable, Hashable, CustomStringConvertible {
    package let errors: [PlanError]

    /// nil for an empty list: there is no failure without a reason.
    package init?(_ errors: [PlanError]) {
        guard !errors.isEmpty else { return nil }
        self.errors = errors
    }

    package var description: String { errors.map(\.description).joined(separator: "\n") }
}
