import Core
import Mocking
import Scanning

extension StubFileBuilder {
    func response(_ reader: Reader) -> StubResponse? {
        let isTemplate = reader["template"]?.boolean ?? true
        let bodies = ["body", "json", "file", "base64"].filter { reader[$0] != nil }
        if bodies.count > 1 {
            file.error("one of '\(bodies.joined(separator: "', '"))' is enough", reader.node)
        }
        let headers = (reader["headers"]?.entries ?? []).compactMap { entry -> StubResponse.Header? in
            guard let text = entry.value.text, let value = template(text, isTemplate, entry.value.node) else {
                return nil
            }
            if text.utf8.contains(where: { $0 < 0x20 }) || !Self.isHeaderName(entry.name) {
                file.error("'\(entry.name)' cannot be sent as a header", entry.key)
            }
            return StubResponse.Header(name: entry.name, value: value)
        }
        return StubResponse(
            status: reader["status"]?.integer ?? 200,
            headers: headers,
            body: body(of: reader, isTemplate),
            delay: reader["delay"].flatMap(delay)
        )
    }

    private static func isHeaderName(_ name: String) -> Bool {
        !name.isEmpty && name.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && !"()<>@,;:\\\"/[]?={}".utf8.contains($0) }
    }

    private func body(of reader: Reader, _ isTemplate: Bool) -> StubResponse.Body {
        if let text = reader["body"], let value = text.text {
            return template(value, isTemplate, text.node).map { .text($0) } ?? .none
        }
        if let json = reader["json"] {
            guard isTemplate else { return .json(.constant(json.node.json)) }
            do throws(Template.Problem) {
                return .json(try JSONTemplate(json.node.json))
            } catch {
                file.error(error.message, json.node)
                return .none
            }
        }
        if let path = reader["file"]?.text { return .file(path) }
        if let text = reader["base64"], let value = text.text {
            if let bytes = Base64.decode(value) { return .bytes(bytes) }
            file.error("this is no base64", text.node)
        }
        return .none
    }

    private func template(_ text: String, _ isTemplate: Bool, _ node: YAMLNode) -> Template? {
        guard isTemplate else { return Template(literal: text) }
        do throws(Template.Problem) {
            return try Template(text)
        } catch {
            file.error(error.message, node)
            return nil
        }
    }

    // MARK: Delays and faults

    func delay(_ reader: Reader) -> Delay? {
        guard reader.isMapping else { return reader.duration.map { .fixed($0.seconds) } }
        if let range = reader["uniform"] {
            let ends = (range.items ?? []).compactMap { $0.duration?.seconds }
            guard ends.count == 2, ends[0] <= ends[1] else {
                file.error("'uniform' is the shortest and the longest delay, such as [10ms, 40ms]", range.node)
                return nil
            }
            return .uniform(ends[0]...ends[1])
        }
        guard let median = reader["median"]?.duration?.seconds else {
            if !file.log.hasErrors { file.error("a delay has 'uniform', or 'median' and 'sigma'", reader.node) }
            return nil
        }
        return .lognormal(
            median: median,
            sigma: reader["sigma"]?.amount ?? 0.5,
            longest: reader["max"]?.duration?.seconds ?? 60
        )
    }

    func fault(_ reader: Reader) -> FaultRule? {
        let kinds = kinds(reader)
        guard kinds.count == 1, let kind = kinds.first else {
            if !file.log.hasErrors {
                let words = "latency, status, reset, empty, truncate, drip, hang, malformed"
                file.error(
                    kinds.isEmpty ? "a fault is one of \(words)" : "a fault is one of \(words), not several",
                    reader.node
                )
            }
            return nil
        }
        return FaultRule(
            kind,
            first: reader["first"]?.integer,
            every: reader["every"]?.integer,
            after: reader["after"]?.integer,
            probability: share(reader["probability"], "probability"),
            window: window(reader["window"])
        )
    }

    private func kinds(_ reader: Reader) -> [FaultKind] {
        var kinds: [FaultKind] = []
        if let delay = reader["latency"].flatMap(delay) { kinds.append(.latency(delay)) }
        let wait = reader["retry_after"]?.integer
        if let status = reader["status"]?.integer { kinds.append(.status(status, retryAfter: wait)) }
        if reader["reset"]?.boolean == true { kinds.append(.reset) }
        if reader["empty"]?.boolean == true { kinds.append(.empty) }
        if let share = share(reader["truncate"], "truncate") { kinds.append(.truncate(share)) }
        if let drip = reader["drip"], let bytes = drip["bytes"]?.integer, let every = drip["every"]?.duration {
            kinds.append(.drip(bytes: bytes, every: every.seconds))
        }
        if let time = reader["hang"]?.duration { kinds.append(.hang(time.seconds)) }
        if reader["malformed"]?.boolean == true { kinds.append(.malformed) }
        return kinds
    }

    private func share(_ reader: Reader?, _ name: String) -> Double? {
        guard let reader, let share = reader.amount else { return nil }
        guard (0...1).contains(share) else {
            file.error("'\(name)' is between 0% and 100%", reader.node)
            return nil
        }
        return share
    }

    private func window(_ reader: Reader?) -> Range<Double>? {
        guard let reader else { return nil }
        let ends = (reader.items ?? []).compactMap { $0.duration?.seconds }
        guard ends.count == 2, ends[0] < ends[1] else {
            file.error("'window' is a beginning and an end since the start, such as [10s, 20s]", reader.node)
            return nil
        }
        return ends[0]..<ends[1]
    }
}

extension Duration {
    fileprivate var seconds: Double {
        Double(components.seconds) + Double(components.attoseconds) * 1e-18
    }
}
