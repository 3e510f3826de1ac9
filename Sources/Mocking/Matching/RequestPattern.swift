package import Scanning

/// What a request must be to be answered by a stub; what is not said may be anything.
package struct RequestPattern: Sendable, Hashable {
    /// Something about a text of the request.
    package struct Condition: Sendable, Hashable {
        package var name: String
        package var matcher: TextMatcher

        package init(_ name: String, _ matcher: TextMatcher) {
            self.name = name
            self.matcher = matcher
        }
    }

    package enum BodyCondition: Sendable, Hashable {
        case text(TextMatcher)
        /// All of this is there, whatever else is.
        case includes(JSON)
        case same(JSON)
        /// The value at a place of the JSON body.
        case at(String, TextMatcher)
    }

    /// In upper case; empty for any.
    package var methods: [String]
    package var path: PathTemplate
    package var query: [Condition]
    /// Names in lower case.
    package var headers: [Condition]
    package var body: [BodyCondition]

    package init(
        methods: [String] = [],
        path: PathTemplate,
        query: [Condition] = [],
        headers: [Condition] = [],
        body: [BodyCondition] = []
    ) {
        self.methods = methods
        self.path = path
        self.query = query
        self.headers = headers
        self.body = body
    }

    /// How much it says besides its path.
    var conditions: Int { (methods.isEmpty ? 0 : 1) + query.count + headers.count + body.count }

    /// What a request is other than wanted, a fragment each; none where it matches.
    ///
    /// `json` is the request's body, read once for all patterns. With `first`, the first difference is enough.
    func differences(_ request: MockRequest, _ segments: [Substring], _ json: JSON?, first: Bool) -> [String] {
        var found: [String] = []
        if !methods.isEmpty, !methods.contains(request.method) {
            found.append("method: wanted \(methods.joined(separator: " or ")), got \(request.method)")
        }
        if first, !found.isEmpty { return found }
        if !path.matches(segments) { found.append("path: wanted \(path.text), got \(request.path)") }
        for condition in query {
            if first, !found.isEmpty { return found }
            let given = request.query(condition.name)
            if !condition.matcher.matches(given) {
                found.append(Self.difference("query '\(condition.name)'", condition.matcher, given))
            }
        }
        for condition in headers {
            if first, !found.isEmpty { return found }
            let given = request.header(condition.name)
            if !condition.matcher.matches(given) {
                let shown = Secrets.isSecret(name: condition.name) ? given.map { _ in "another value" } : given
                found.append(Self.difference("header '\(condition.name)'", condition.matcher, shown))
            }
        }
        for condition in body {
            if first, !found.isEmpty { return found }
            if let difference = Self.difference(condition, request, json) { found.append(difference) }
        }
        return found
    }

    private static func difference(_ what: String, _ matcher: TextMatcher, _ given: String?) -> String {
        "\(what): wanted \(matcher.words), got \(given.map { "'\($0.prefix(80))'" } ?? "none")"
    }

    private static func difference(_ condition: BodyCondition, _ request: MockRequest, _ json: JSON?) -> String? {
        guard request.isWhole else {
            return "body: its \(request.bodyLength) bytes are more than are looked at, which are \(request.body.count)"
        }
        switch condition {
        case .text(let matcher):
            let text = String(decoding: request.body, as: UTF8.self)
            return matcher.matches(text) ? nil : difference("body", matcher, text)
        case .includes(let wanted):
            guard let json else { return "body: wanted JSON, got none" }
            return json.includes(wanted) ? nil : "body: wanted \(wanted.text().prefix(120)) in it"
        case .same(let wanted):
            guard let json else { return "body: wanted JSON, got none" }
            return json.isSame(as: wanted) ? nil : "body: wanted \(wanted.text().prefix(120)) and nothing else"
        case .at(let place, let matcher):
            let given = json?.value(at: place)?.plainText
            return matcher.matches(given) ? nil : difference("body at '\(place)'", matcher, given)
        }
    }
}
