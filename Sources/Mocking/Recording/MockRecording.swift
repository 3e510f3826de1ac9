import Core
import Scanning

/// Requests and answers of a real server, kept as stubs without the secrets that they held.
package struct MockRecording: Sendable {
    /// One request with its answer.
    package struct Exchange: Sendable {
        package var request: MockRequest
        package var status: Int
        package var headers: [MockRequest.Field]
        package var body: [UInt8]

        package init(request: MockRequest, status: Int, headers: [MockRequest.Field], body: [UInt8]) {
            self.request = request
            self.status = status
            self.headers = headers
            self.body = body
        }
    }

    private(set) var exchanges: [Exchange] = []
    /// Exchanges beyond the limit.
    package private(set) var dropped = 0
    /// Names of what was taken out, as `header authorization`, with how often.
    package private(set) var redactions: [String: Int] = [:]
    private var values: Set<String> = []

    static let limit = 10_000
    static let mask = "REDACTED"

    package init() {}

    package mutating func add(_ exchange: Exchange) {
        guard exchanges.count < Self.limit else {
            dropped += 1
            return
        }
        exchanges.append(exchange)
        note(exchange)
    }

    /// Finds the secrets of an exchange by the names that they go under, so that they are taken out wherever they stand.
    private mutating func note(_ exchange: Exchange) {
        for header in exchange.request.headers + exchange.headers where Secrets.isSecret(name: header.name) {
            // `Bearer abc`: the word is none, the rest is. A cookie is several.
            for part in header.value.split(whereSeparator: { " ;,=".contains($0) }) where part.count >= 6 {
                hide(String(part), "header \(header.name.lowercased())")
            }
        }
        for field in exchange.request.query where Secrets.isSecret(name: field.name) {
            hide(field.value, "parameter \(field.name)")
        }
        for body in [exchange.request.body, exchange.body] {
            if let json = try? JSON(parsing: body) { note(json, depth: 0) }
        }
    }

    private mutating func note(_ json: JSON, depth: Int) {
        guard depth < 64 else { return }
        for member in json.object ?? [] {
            if Secrets.isSecret(name: member.key), let text = member.value.string {
                hide(text, "member \(member.key)")
            } else {
                note(member.value, depth: depth + 1)
            }
        }
        for element in json.array ?? [] { note(element, depth: depth + 1) }
    }

    private mutating func hide(_ value: String, _ what: String) {
        redactions[what, default: 0] += 1
        if value.count >= 6 { values.insert(value) }
    }

    // MARK: Writing

    /// Headers that belong to one connection or one moment.
    private static let passing: Set<String> = [
        "connection", "content-length", "date", "keep-alive", "transfer-encoding", "server", "set-cookie", "age",
        "etag",
        "expires", "last-modified", "content-encoding", "vary", "via", "alt-svc",
    ]

    /// A stub file; equal requests once, with their answers in order.
    package func stubFile(name: String, dependency: String?, of address: String) -> String {
        var lines = ["# Recorded from \(address); secrets are replaced by \(Self.mask)."]
        lines.append("mock: {name: \(quoted(name))\(dependency.map { ", dependency: \(quoted($0))" } ?? "")}")
        lines.append("stubs:")
        var order: [[String]] = []
        var answers: [[String]: [Exchange]] = [:]
        for exchange in exchanges {
            let head = pattern(exchange.request)
            if answers[head] == nil { order.append(head) }
            answers[head, default: []].append(exchange)
        }
        for (number, head) in order.enumerated() {
            lines.append("  - name: \(quoted("recorded \(number + 1)"))")
            lines.append("    request:")
            lines += head.map { "      " + $0 }
            lines.append("    response:")
            var last: [String] = []
            for exchange in answers[head] ?? [] {
                let answer = self.answer(exchange)
                if answer != last { lines += answer.enumerated().map { ($0 == 0 ? "      - " : "        ") + $1 } }
                last = answer
            }
        }
        return hidden(lines.joined(separator: "\n") + "\n")
    }

    private func pattern(_ request: MockRequest) -> [String] {
        var lines = ["method: \(request.method)", "path: \(quoted(request.path))"]
        let query = request.query.filter { !Secrets.isSecret(name: $0.name) }
        if !query.isEmpty {
            lines.append("query: {\(query.map { "\(quoted($0.name)): \(quoted($0.value))" }.joined(separator: ", "))}")
        }
        if let json = request.json() {
            lines.append("body: {json: \(redacted(json).text())}")
        } else if !request.body.isEmpty, request.isWhole, let text = String(validating: request.body, as: UTF8.self) {
            lines.append("body: {equals: \(quoted(text))}")
        }
        return lines
    }

    private func answer(_ exchange: Exchange) -> [String] {
        var lines = ["status: \(exchange.status)"]
        let kept = exchange.headers.filter {
            !Self.passing.contains($0.name.lowercased()) && !Secrets.isSecret(name: $0.name)
        }
        if !kept.isEmpty {
            lines.append("headers: {\(kept.map { "\(quoted($0.name)): \(quoted($0.value))" }.joined(separator: ", "))}")
        }
        if exchange.body.isEmpty { return lines }
        if exchange.body.firstRange(of: Array("{{".utf8)) != nil { lines.append("template: false") }
        if let json = try? JSON(parsing: exchange.body) {
            lines.append("json: \(redacted(json).text())")
        } else if let text = String(validating: exchange.body, as: UTF8.self) {
            lines.append("body: \(quoted(text))")
        } else {
            lines.append("base64: \(Base64.encode(exchange.body))")
        }
        return lines
    }

    private func redacted(_ json: JSON) -> JSON {
        switch json {
        case .object(let members):
            .object(
                members.map { member in
                    Secrets.isSecret(name: member.key) && member.value.string != nil
                        ? JSON.Member(member.key, .string(Self.mask))
                        : JSON.Member(member.key, redacted(member.value))
                }
            )
        case .array(let elements): .array(elements.map(redacted))
        case .string(let text): .string(SecretForms.hidden(text, mask: Self.mask))
        default: json
        }
    }

    /// The text with every known secret taken out, wherever it stands.
    private func hidden(_ text: String) -> String {
        var text = SecretForms.hidden(text, mask: Self.mask)
        // Longer ones first: a shorter one may be a part of them.
        for value in values.sorted(by: { ($0.count, $0) > ($1.count, $1) }) where text.contains(value) {
            text = text.split(separator: value, omittingEmptySubsequences: false).joined(separator: Self.mask)
        }
        return text
    }

    /// As JSON writes it, which YAML reads.
    private func quoted(_ text: String) -> String { JSON(text).text() }
}
