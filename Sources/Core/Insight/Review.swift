/// A review of a period: every topic that was asked for, filled with figures, or with the feed that it lacks.
package struct Review: Sendable, Hashable {
    package struct Point: Sendable, Hashable {
        /// As the agenda names it.
        package var name: String
        package var lines: [String] = []
        /// Head and rows; empty for none.
        package var table: [[String]] = []

        package init(_ name: String, lines: [String] = [], table: [[String]] = []) {
            self.name = name
            self.lines = lines
            self.table = table
        }
    }

    package struct Section: Sendable, Hashable {
        package var name: String
        package var points: [Point]

        package init(name: String, points: [Point]) {
            self.name = name
            self.points = points
        }
    }

    package private(set) var title: String
    /// The figures at the top.
    package private(set) var overview: [[String]] = []
    /// Figures over time.
    package private(set) var trends: [Point] = []
    package private(set) var sections: [Section] = []

    package init(_ window: InsightWindow, title: String, plan: ImprovementPlan) {
        self.title = title
        let writer = ReviewWriter(window: window, plan: plan)
        overview = writer.overview
        trends = writer.trends
        let agenda = window.settings.agenda.isEmpty ? InsightSettings.usualAgenda : window.settings.agenda
        sections = agenda.map { topic in Section(name: topic.name, points: topic.points.map(writer.point)) }
        if !window.settings.targets.isEmpty {
            sections.append(Section(name: "effectiveness_metrics", points: [writer.targets]))
        }
        let outcomes = window.settings.outcomes.isEmpty ? ReviewTopic.outcomes : window.settings.outcomes
        sections.append(Section(name: "outcomes", points: outcomes.map(writer.point)))
    }
}
