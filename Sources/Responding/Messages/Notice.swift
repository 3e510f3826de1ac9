package import Core
package import Scanning

/// What is told about an incident, whatever channel tells it.
package struct Notice: Sendable, Hashable {
    package enum Kind: String, Sendable, Hashable {
        case triggered, acknowledged, recovered, resolved, flapping, test, alert
    }

    package var kind: Kind
    /// Such as `INC-3`, for people.
    package var incident: String
    /// What binds the messages on one incident together: like no other's, whatever project it is of.
    package var thread: String
    /// Whether it is the first one of its thread by its channel.
    package var isFirst = false
    /// Where more is to be read; nil for nowhere.
    package var link: String?
    package var title: String
    package var severity: Severity
    /// Names and values, such as step, owner, run and commit.
    package var facts: [Fact]
    /// Lines of output.
    package var excerpt: [String]
    /// Seconds since 1970.
    package var time: Double

    package struct Fact: Sendable, Hashable {
        package var name: String
        package var value: String

        package init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }
    }

    package init(
        kind: Kind,
        incident: String,
        thread: String? = nil,
        title: String,
        severity: Severity,
        facts: [Fact] = [],
        excerpt: [String] = [],
        time: Double
    ) {
        self.kind = kind
        self.incident = Self.cut(incident, 200)
        self.thread = Self.cut(thread ?? incident, 200)
        self.title = Self.cut(title, 200)
        self.severity = severity
        let kept = facts.prefix(Self.factLimit).map { Fact(Self.cut($0.name, 40), Self.cut($0.value, 300)) }
        let hidden = facts.count - kept.count
        self.facts = kept + (hidden > 0 ? [Fact("…", "\(hidden) more")] : [])
        self.excerpt = Self.shortened(excerpt)
        self.time = time
    }

    private static let lineLimit = 12
    private static let factLimit = 20

    /// The last lines, and how many there are besides.
    static func shortened(_ lines: [String]) -> [String] {
        let shown = lines.suffix(lineLimit).map { cut($0, 200) }
        let hidden = lines.count - shown.count
        return hidden > 0 ? ["… \(hidden) more"] + shown : Array(shown)
    }

    /// At most so many bytes of UTF-8, without line ends and control characters.
    package static func cut(_ text: String, _ limit: Int) -> String {
        var plain = String.UnicodeScalarView()
        var bytes = 0
        for scalar in text.unicodeScalars {
            let isControl = scalar.properties.generalCategory == .control
            let shown: Unicode.Scalar = isControl || scalar.properties.isWhitespace ? " " : scalar
            bytes += UTF8.width(shown)
            guard bytes <= limit else { return String(plain) + "…" }
            plain.append(shown)
        }
        return String(plain)
    }

    /// `[critical] e2e: login fails (INC-3)`.
    package var headline: String {
        switch kind {
        case .triggered: "[\(severity.rawValue)] \(title) (\(incident))"
        case .acknowledged, .recovered, .resolved, .flapping: "[\(kind.rawValue)] \(title) (\(incident))"
        case .test: "[test] \(title)"
        case .alert: "[alert] \(title)"
        }
    }

    /// For channels of plain text.
    package var lines: [String] {
        [headline] + facts.map { "\($0.name): \($0.value)" } + (link.map { [$0] } ?? [])
            + (excerpt.isEmpty ? [] : [""] + excerpt.map { "  \($0)" })
    }

    package var json: JSON {
        [
            "kind": JSON(kind.rawValue), "incident": JSON(incident), "thread": JSON(thread), "first": JSON(isFirst),
            "title": JSON(title), "severity": JSON(severity.rawValue), "time": JSON(time), "link": JSON(link),
            "facts": JSON(facts.map { fact -> JSON in ["name": JSON(fact.name), "value": JSON(fact.value)] }),
            "excerpt": JSON(excerpt.map { JSON($0) }),
        ]
    }

    /// nil for what is no notice.
    package init?(_ json: JSON) {
        guard let kind = json["kind"]?.string.flatMap(Kind.init(rawValue:)), let incident = json["incident"]?.string,
            let title = json["title"]?.string,
            let severity = json["severity"]?.string.flatMap(Severity.init(rawValue:)),
            let time = json["time"]?.double
        else { return nil }
        self.init(
            kind: kind,
            incident: incident,
            thread: json["thread"]?.string,
            title: title,
            severity: severity,
            facts: (json["facts"]?.array ?? []).map {
                Fact($0["name"]?.string ?? "", $0["value"]?.string ?? "")
            },
            time: time
        )
        excerpt = (json["excerpt"]?.array ?? []).compactMap(\.string)
        isFirst = json["first"]?.bool ?? false
        link = json["link"]?.string
    }
}
