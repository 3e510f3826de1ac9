import Access
import Dashboard

/// An address of the server: what it takes, and what it asks of whoever asks for it.
///
/// Every request finds one of these or nothing at all, so that no address can forget to ask.
struct Endpoint: Sendable, Hashable {
    enum Kind: Sendable, Hashable {
        case health, ready, metrics, style, script, interface
        case page(isData: Bool)
        case sendRun, sendReports, enterJob, sendEvents
        case live
        case signIn, startSignIn, endSignIn, makeFirst, signOut, changeAccount
        case changePeople, changeSettings, changeIncidents, changeReleases
        case deployable, gitHub
    }

    let method: String
    /// The path, with `{name}` for a part that may be anything.
    let template: String
    let need: Need
    let kind: Kind

    private let parts: [Substring]

    private init(_ method: String, _ template: String, _ need: Need, _ kind: Kind) {
        self.method = method
        self.template = template
        self.need = need
        self.kind = kind
        parts = template.dropFirst().split(separator: "/", omittingEmptySubsequences: false)
    }

    /// All there are.
    static let all: [Endpoint] = own + pages

    private static let own = [
        Endpoint("GET", "/health", .nothing, .health),
        Endpoint("GET", "/ready", .nothing, .ready),
        Endpoint("GET", "/metrics", .monitoring, .metrics),
        Endpoint("GET", ViewPage.style, .nothing, .style),
        Endpoint("GET", ViewPage.script, .nothing, .script),
        Endpoint("GET", "/projects/{project}/runs/{run}/live", .role(.viewer), .live),
        Endpoint("POST", Address.interface + "/projects/{project}/runs/{run}/events", .machine, .sendEvents),
        Endpoint("GET", Interface.path, .nothing, .interface),
        Endpoint("PUT", Address.interface + "/projects/{project}/runs/{run}", .machine, .sendRun),
        Endpoint("POST", Address.interface + "/projects/{project}/reports", .machine, .sendReports),
        Endpoint("POST", Address.interface + "/projects/{project}/token", .machine, .enterJob),
        Endpoint("POST", Address.interface + "/github", .machine, .gitHub),
        Endpoint("POST", "/sign-in", .nothing, .signIn),
        Endpoint("GET", "/sign-in/start", .nothing, .startSignIn),
        Endpoint("GET", "/sign-in/end", .nothing, .endSignIn),
        Endpoint("POST", "/sign-in/first", .nothing, .makeFirst),
        Endpoint("POST", "/sign-out", .person, .signOut),
        Endpoint("POST", "/account", .person, .changeAccount),
        Endpoint("POST", "/people", .serverAdmin, .changePeople),
        Endpoint("POST", "/projects/{project}/settings", .role(.admin), .changeSettings),
        Endpoint("POST", "/projects/{project}/incidents", .role(.member), .changeIncidents),
        Endpoint("POST", "/projects/{project}/releases", .role(.approver), .changeReleases),
        Endpoint("GET", Address.interface + "/projects/{project}/deployable", .asker, .deployable),
        Endpoint("POST", Address.interface + "/projects/{project}/deployable", .asker, .deployable),
    ]

    /// Every page, and its data where it has any.
    private static let pages: [Endpoint] = Page.templates.flatMap { template -> [Endpoint] in
        guard let page = Address.read(template.filter { $0 != "{" && $0 != "}" }, Query())?.address.page else {
            return []
        }
        let own = Endpoint("GET", template, need(page), .page(isData: false))
        guard page.hasData, !page.isReport else { return [own] }
        let path = Address.interface + (page == .home ? "/projects" : template)
        return [own, Endpoint("GET", path, need(page), .page(isData: true))]
    }

    private static func need(_ page: Page) -> Need {
        switch page {
        case .home: .reader
        case .signIn, .startSignIn, .first: .nothing
        case .account: .person
        case .people, .audit: .serverAdmin
        case .settings: .role(.admin)
        case .overview, .runs, .tests, .flaky, .coverage, .performance, .gates, .releases, .incidents, .incident,
            .review, .compare, .run, .report, .test:
            .role(.viewer)
        }
    }

    enum Found {
        /// With what stands for each `{name}`.
        case endpoint(Endpoint, [String: String])
        /// There is such an address, but not for this method: those it has.
        case otherMethods([String])
        case nothing
    }

    /// `path`: as it came, without the query.
    static func find(_ method: String, _ path: String) -> Found {
        let parts = path.dropFirst().split(separator: "/", omittingEmptySubsequences: false)
        let asked = method == "HEAD" ? "GET" : method
        var others: [String] = []
        for endpoint in all where path.hasPrefix("/") && endpoint.parts.count == parts.count {
            guard let names = endpoint.names(parts) else { continue }
            if endpoint.method == asked { return .endpoint(endpoint, names) }
            others += endpoint.method == "GET" ? ["GET", "HEAD"] : [endpoint.method]
        }
        return others.isEmpty ? .nothing : .otherMethods(others)
    }

    /// What stands for its names; nil where it is another path, or where a name is none.
    private func names(_ path: [Substring]) -> [String: String]? {
        var names: [String: String] = [:]
        for (own, given) in zip(parts, path) {
            guard own.hasPrefix("{") else {
                guard own == given else { return nil }
                continue
            }
            guard let text = Escaping.plain(given), !text.isEmpty, text != ".", text != ".." else { return nil }
            names[String(own.dropFirst().dropLast())] = text
        }
        return names
    }
}

extension Page {
    fileprivate var isReport: Bool { if case .report = self { true } else { false } }
}
