/// A page of the dashboard.
package enum Page: Sendable, Hashable {
    case home
    case overview, runs, tests, flaky, coverage, performance, gates, releases, incidents, review, compare
    case run(String)
    case incident(String)
    case report(String)
    /// The test stands in the query: its name may hold anything.
    case test
    /// Of a project, for those who administer it.
    case settings
    /// Of the server, not of a project.
    case signIn, startSignIn, first, account, people, audit

    /// Those of a project that the head of every page names.
    package static let navigation: [(page: Page, name: String)] = [
        (.overview, "Overview"), (.runs, "Runs"), (.tests, "Tests"), (.flaky, "Flaky"),
        (.performance, "Performance"), (.coverage, "Coverage"), (.gates, "Gates"),
        (.releases, "Releases"), (.incidents, "Incidents"), (.review, "Review"),
    ]

    /// Besides these, for those who administer the project.
    package static let administration: [(page: Page, name: String)] = [(.settings, "Settings")]

    /// Pages of the server itself.
    private static let ownPages: [(path: String, page: Page)] = [
        ("/sign-in", .signIn), ("/sign-in/start", .startSignIn), ("/sign-in/first", .first), ("/account", .account),
        ("/people", .people),
        ("/audit", .audit),
    ]

    /// Whether it shows anything that is data.
    package var hasData: Bool { ![.signIn, .startSignIn, .first, .account].contains(self) }

    fileprivate static func own(_ path: some StringProtocol) -> Page? { ownPages.first { $0.path == path }?.page }

    fileprivate var ownPath: String? { Page.ownPages.first { $0.page == self }?.path }

    /// The forms of every path there is, with `{project}`, `{run}` and `{incident}` for names: without those of their data.
    package static let templates: [String] = {
        let project = "/projects/{project}"
        var all = ["/"]
        for own in ownPages where own.page != .startSignIn { all.append(own.path) }
        for (word, _) in words { all.append(word.isEmpty ? project : "\(project)/\(word)") }
        return all + [
            "\(project)/runs/{run}", "\(project)/runs/{run}/report", "\(project)/incidents/{incident}",
        ]
    }()

    /// The last part of its path; empty for the overview.
    private static let words: [(word: String, page: Page)] = [
        ("", .overview), ("runs", .runs), ("tests", .tests), ("flaky", .flaky), ("coverage", .coverage),
        ("performance", .performance), ("gates", .gates), ("review", .review), ("compare", .compare), ("test", .test),
        ("settings", .settings), ("releases", .releases), ("incidents", .incidents),
    ]

    fileprivate var path: String {
        switch self {
        case .run(let id): "/runs/\(Escaping.url(id))"
        case .report(let id): "/runs/\(Escaping.url(id))/report"
        case .incident(let id): "/incidents/\(Escaping.url(id))"
        default: Page.words.first { $0.page == self }.map { $0.word.isEmpty ? "" : "/\($0.word)" } ?? ""
        }
    }

    /// nil where there is no such page.
    fileprivate init?(_ parts: [String]) {
        switch parts.count {
        case 0: self = .overview
        case 1:
            guard let known = Page.words.first(where: { $0.word == parts[0] && !parts[0].isEmpty }) else { return nil }
            self = known.page
        case 2 where parts[0] == "runs": self = .run(parts[1])
        case 2 where parts[0] == "incidents": self = .incident(parts[1])
        case 3 where parts[0] == "runs" && parts[2] == "report": self = .report(parts[1])
        default: return nil
        }
    }
}

/// Where a page is, with what a reader has chosen.
package struct Address: Sendable, Hashable {
    /// nil for the page of all projects.
    package var project: String?
    package var page: Page
    package var query: Query

    package init(_ page: Page, of project: String? = nil, _ query: Query = Query()) {
        self.page = page
        self.project = project
        self.query = query
    }

    /// The beginning of every path of the API.
    package static let interface = "/api/v1"

    /// The address of the page.
    package var path: String {
        (project.map { "/projects/\(Escaping.url($0))\(page.path)" } ?? page.ownPath ?? "/") + query.suffix
    }

    /// The address of its data.
    package func data(_ form: DataForm) -> String {
        var query = query
        if form == .csv { query["format"] = "csv" }
        let place = project.map { "/projects/\(Escaping.url($0))\(page.path)" } ?? page.ownPath ?? "/projects"
        return Address.interface + place + query.suffix
    }

    /// Of other pages of the same project.
    package func to(_ page: Page, _ query: Query = Query()) -> Address { Address(page, of: project, query) }

    /// The page that a path names, and whether its data is asked for; nil where there is none.
    ///
    /// `path`: without the query, as it came.
    package static func read(_ path: String, _ query: Query) -> (address: Address, isData: Bool)? {
        var path = Substring(path)
        let isData = path == Address.interface || path.hasPrefix(Address.interface + "/")
        if isData { path = path.dropFirst(Address.interface.count) }
        guard path.hasPrefix("/") else { return nil }
        if let own = Page.own(path) { return own.hasData || !isData ? (Address(own, query), isData) : nil }
        var parts: [String] = []
        for part in path.dropFirst().split(separator: "/", omittingEmptySubsequences: false) {
            guard let text = Escaping.plain(part), text != ".", text != ".." else { return nil }
            parts.append(text)
        }
        if parts == [""] { return isData ? nil : (Address(.home, query), false) }
        guard parts[0] == "projects" else { return nil }
        if parts.count == 1 { return isData ? (Address(.home, query), true) : nil }
        guard !parts[1].isEmpty, let page = Page(Array(parts.dropFirst(2))) else { return nil }
        return (Address(page, of: parts[1], query), isData)
    }
}

/// How the data of a page is written.
package enum DataForm: String, Sendable, Hashable {
    case json, csv
}
