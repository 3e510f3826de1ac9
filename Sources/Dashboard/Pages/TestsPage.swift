package import Core
import Reports
import Scanning

/// The tests of a project, over some days.
package enum TestsPage {
    /// So many on a page.
    package static let listed = 100
    /// Days that the figures are of.
    package static let days = 30

    private enum Order: String, CaseIterable {
        case failures, slowest, flaky, name
    }

    /// Those that a reader has chosen, in the order that they want.
    ///
    /// `totals`: of the branch, within the days.
    /// `states`: of the tests that cannot be believed; all others are healthy.
    package static func view(_ address: Address, _ totals: [TestTotal], states: [TestKey: TestState]) -> View {
        let query = address.query
        let text = query["q"]?.lowercased()
        let state = query["state"].flatMap { TestState(rawValue: $0) }
        let order = query["sort"].flatMap { Order(rawValue: $0) } ?? .failures
        let found = totals.filter { total in
            if let state, (states[total.key] ?? .healthy) != state { return false }
            guard let text else { return true }
            return total.key.text.lowercased().contains(text)
        }
        let sorted = self.sorted(found, order)
        let number = max(0, query["page"].flatMap { Int($0) } ?? 0)
        let (start, overflow) = number.multipliedReportingOverflow(by: listed)
        let shown = overflow ? [] : sorted.dropFirst(start).prefix(listed)
        let hasMore = !overflow && start + listed < sorted.count
        let next = hasMore ? address.to(.tests, query.with("page", "\(number + 1)").with("format", nil)) : nil
        let rows = shown.map { row($0, states[$0.key] ?? .healthy, address) }
        return View(
            "Tests",
            lead: "\(Display.count(sorted.count, "test")) in the last \(days) days",
            filter: Choices([
                Choices.Field("q", "Name or file", value: query["q"]),
                Choices.Field("state", "State", value: query["state"], choices: TestState.allCases.map(\.rawValue)),
                Choices.Field("sort", "Order", value: query["sort"], choices: Order.allCases.map(\.rawValue)),
                Choices.Field("branch", "Branch", value: query["branch"]),
            ]),
            blocks: [View.Block("tests", "", .table(View.Table(columns, rows, empty: "No such test.", next: next)))]
        )
    }

    /// A test's name with the way to its page.
    static func name(_ key: TestKey, _ address: Address) -> Cell {
        let query = Query().with("key", key.text).with("branch", address.query["branch"])
        return Cell(key.title, JSON(key.text), link: address.to(.test, query))
    }

    private static let columns = [
        View.Column("test", "Test"), View.Column("state", "State"), View.Column("file", "File"),
        View.Column("runs", "Results", isNumber: true), View.Column("failed", "Failed", isNumber: true),
        View.Column("flaky", "Passed on retry", isNumber: true), View.Column("skipped", "Skipped", isNumber: true),
        View.Column("mean_seconds", "Takes", isNumber: true),
    ]

    private static func row(_ total: TestTotal, _ state: TestState, _ address: Address) -> [Cell] {
        let file = total.key.file
        return [
            name(total.key, address), Cell(state.rawValue, nil, .state(state)),
            file.isEmpty ? Cell.nothing : Cell(file, nil, .code), .count(total.runs), .count(total.failed),
            .count(total.flaky), .count(total.skipped), .seconds(total.meanSeconds),
        ]
    }

    private static func sorted(_ totals: [TestTotal], _ order: Order) -> [TestTotal] {
        let weight = { (total: TestTotal) -> Double in
            switch order {
            case .failures: Double(total.failed)
            case .slowest: total.meanSeconds ?? 0
            case .flaky: Double(total.flaky)
            case .name: 0
            }
        }
        let weighed = totals.map { (weight($0), $0.key.text, $0) }
        return weighed.sorted { ($1.0, $0.1) < ($0.0, $1.1) }.map(\.2)
    }
}
