package import Criteria

/// What a project wants to know of its own tests over time: `metrics_dashboard`, `effectiveness_metrics`, `monthly_review`.
package struct InsightSettings: Sendable, Equatable {
    /// Figures at the top, by name.
    package var overview: [String] = []
    /// Figures over time, by name.
    package var trends: [String] = []
    package var alerts: [AlertRule] = []
    package var targets: [EffectivenessTarget] = []
    /// Topics of a review, each with its points, in the order written.
    package var agenda: [ReviewTopic] = []
    package var outcomes: [String] = []
    /// The edge cases that tests must hold: the inventory behind `edge_case_coverage`.
    package var edgeCases: [EdgeCase] = []
    /// What running tests costs.
    package var costs: [CostRate] = []
    /// Where issues and incidents come from; nil where there is no such feed.
    package var issues: IssueFeed?

    package init() {}

    /// What the guide's review goes through, where the configuration says nothing.
    package static let usualAgenda = ReviewTopic.all.map { ReviewTopic(name: $0.name, points: $0.points) }
}

/// An alert: a condition on a run's figures.
package struct AlertRule: Sendable, Hashable {
    package var name: String
    package var condition: Criteria.Expression
    package var severity: String?
    /// `previous` is the median of so many runs.
    package var medianOf: Int
    /// Contacts or notifiers that are told.
    package var notify: [String] = []

    package init(name: String, condition: Criteria.Expression, severity: String? = nil, medianOf: Int = 1) {
        self.name = name
        self.condition = condition
        self.severity = severity
        self.medianOf = max(1, medianOf)
    }
}

/// A target of `effectiveness_metrics`.
package struct EffectivenessTarget: Sendable, Hashable {
    /// `defect_detection`, `test_efficiency` or `coverage_quality`.
    package var group: String
    package var name: String
    /// As a person wrote it.
    package var written: String
    /// With `value` for the metric.
    package var condition: Criteria.Expression
    package var dimension: Dimension

    package init(
        group: String,
        name: String,
        written: String,
        condition: Criteria.Expression,
        dimension: Dimension
    ) {
        self.group = group
        self.name = name
        self.written = written
        self.condition = condition
        self.dimension = dimension
    }
}

/// A topic of a review with its points.
package struct ReviewTopic: Sendable, Hashable {
    package var name: String
    package var points: [String]

    package init(name: String, points: [String]) {
        self.name = name
        self.points = points
    }

    /// Every topic and point that a review can go through.
    package static let all = [
        ReviewTopic(
            name: "test_metrics_review",
            points: ["execution_time_trends", "failure_rate_analysis", "coverage_trends"]
        ),
        ReviewTopic(
            name: "quality_gate_effectiveness",
            points: ["false_positive_rate", "escaped_defects_analysis", "gate_adjustment_recommendations"]
        ),
        ReviewTopic(
            name: "test_maintenance",
            points: ["obsolete_test_removal", "test_refactoring_priorities", "new_test_requirements"]
        ),
        ReviewTopic(
            name: "tool_and_infrastructure",
            points: ["tool_performance_review", "infrastructure_cost_analysis", "upgrade_recommendations"]
        ),
    ]

    /// What a review leads to.
    package static let outcomes = ["improvement_backlog", "updated_test_strategy", "resource_allocation_changes"]
}

/// Where issues and incidents come from, all of it read together.
package struct IssueFeed: Sendable, Hashable {
    /// A file of issues, relative to the root.
    package var file: String?
    /// A command that prints such a file, as an argument vector; empty for none.
    package var command: [String]
    /// A file of incidents: each is a defect that users found.
    package var incidents: String?

    package init(file: String? = nil, command: [String] = [], incidents: String? = nil) {
        self.file = file
        self.command = command
        self.incidents = incidents
    }
}

/// An edge case that must be tested, and the test that does.
package struct EdgeCase: Sendable, Hashable {
    package var name: String
    /// The file that it is about; nil where that is not said.
    package var file: String?
    /// What the test's name contains, or its text form; nil where no test is named yet.
    package var test: String?

    package init(name: String, file: String? = nil, test: String? = nil) {
        self.name = name
        self.file = file
        self.test = test
    }
}

/// What a minute of a step costs.
package struct CostRate: Sendable, Hashable {
    /// A step's name; `*` for all that have no rate of their own.
    package var step: String
    package var perMinute: Double

    package init(step: String, perMinute: Double) {
        self.step = step
        self.perMinute = perMinute
    }
}
