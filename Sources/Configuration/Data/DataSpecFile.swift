import Core
import Criteria
package import DataMaking

/// A specification of test data in, tables out; every error with its place.
package enum DataSpecFile {
    package static func load(name: String, bytes: [UInt8]) -> (spec: DataSpec?, diagnostics: [Diagnostic]) {
        let file = StandaloneFile(
            name: name,
            bytes: bytes,
            shape: DataSpecFormat.root,
            empty: "the file is empty; start with 'tables:'"
        )
        var spec: DataSpec?
        if let top = file.top { spec = DataSpecBuilder(file: file).spec(top) }
        if !file.log.hasErrors, let spec {
            do throws(DataProblem) {
                _ = try DataCompiler.tables(of: spec)
            } catch {
                if let place = file.log.place(of: error.location) { file.log.error(error.message, at: place) }
            }
        }
        return (file.log.hasErrors ? nil : spec, file.log.sorted())
    }
}

/// Builds tables from a checked file.
struct DataSpecBuilder {
    let file: StandaloneFile

    func spec(_ top: Reader) -> DataSpec {
        let header = top["data"]
        return DataSpec(
            seed: UInt64(header?["seed"]?.integer ?? 0),
            locale: locale(header) ?? "en",
            tables: (top["tables"]?.entries ?? []).compactMap(table)
        )
    }

    private func locale(_ reader: Reader?) -> String? {
        guard let texts = reader?["locale"]?.texts, !texts.isEmpty else { return nil }
        return texts.joined(separator: ",")
    }

    private func table(_ entry: Reader.Entry) -> TableSpec? {
        guard let volume = entry.value["rows"], let text = volume.text else { return nil }
        let location = file.log.location(entry.key.place)
        var table = TableSpec(name: entry.name, rows: 0, locale: locale(entry.value), fields: [], location: location)
        if let rows = Volume.rows(text) {
            table.rows = rows
            if rows == 0 { file.error("'\(entry.name)' has no rows", volume.node) }
            if rows > DataSpec.rowLimit {
                file.error("'\(text)' is more than the \(DataSpec.rowLimit) rows that a table may have", volume.node)
            }
        } else if let bytes = Volume.bytes(text) {
            table.bytes = bytes
            table.rows = max(1, min(DataSpec.rowLimit, bytes / 64))
        } else {
            file.error("'\(text)' is no volume; write such as 1000, 10M_records or 50GB", volume.node)
        }
        table.fields = (entry.value["fields"]?.entries ?? []).compactMap(field)
        table.key = entry.value["unique"]?.items?.compactMap(\.text) ?? []
        if table.fields.isEmpty, !file.log.hasErrors { file.error("'\(entry.name)' has no field", entry.key) }
        return table
    }

    private func field(_ entry: Reader.Entry) -> FieldSpec? {
        guard let kind = kind(entry.value) else { return nil }
        let isMapping = entry.value.isMapping
        let nulls = isMapping ? entry.value["nulls"]?.amount ?? 0 : 0
        if !(0...1).contains(nulls) { file.error("'nulls' is between 0% and 100%", entry.value.node) }
        return FieldSpec(
            name: entry.name,
            kind: kind,
            nulls: nulls,
            isUnique: isMapping ? entry.value["unique"]?.boolean ?? false : false,
            location: file.log.location(entry.key.place)
        )
    }

    // MARK: Kinds

    private static let words = ["sequence", "uuid", "boolean"] + DomainWord.allCases.map(\.rawValue)

    private static let keys = [
        "kind", "constant", "sequence", "boolean", "one_of", "number", "time", "pattern", "grammar", "references", "by",
        "join",
    ]

    func kind(_ reader: Reader) -> FieldKind? {
        guard reader.isMapping else { return reader.text.flatMap { word($0, reader.node) } }
        let given = Self.keys.filter { reader[$0] != nil }
        guard given.count == 1, let key = given.first, let value = reader[key] else {
            if !file.log.hasErrors {
                let what =
                    given.isEmpty ? "says nothing of its values" : "says several: \(given.joined(separator: ", "))"
                file.error("the field \(what); it has one of \(Self.keys.joined(separator: ", "))", reader.node)
            }
            return nil
        }
        switch key {
        case "kind": return value.text.flatMap { word($0, value.node) }
        case "constant": return value.text.map { .constant($0) }
        case "sequence":
            return .sequence(
                start: value["start"].flatMap(whole) ?? 1,
                step: value["step"].flatMap(whole) ?? 1
            )
        case "boolean": return value.amount.map { .boolean($0) }
        case "one_of": return choice(value)
        case "number": return number(value).map { .number($0) }
        case "time": return time(value).map { .time($0) }
        case "pattern": return pattern(value)
        case "grammar": return grammar(value)
        case "references": return reference(value, reader["fan_out"])
        case "by": return conditional(value, reader)
        default: return join(value)
        }
    }

    private func word(_ text: String, _ node: YAMLNode) -> FieldKind? {
        switch text {
        case "sequence": return .sequence(start: 1, step: 1)
        case "uuid": return .uuid
        case "boolean": return .boolean(0.5)
        default:
            if let word = DomainWord(rawValue: text) { return .domain(word) }
            let meant = Resemblance.nearest(to: text, among: Self.words)
            file.error(
                "'\(text)' is no kind of field; one of: \(Self.words.joined(separator: ", "))",
                node,
                suggestion: meant
            )
            return nil
        }
    }

    private func choice(_ value: Reader) -> FieldKind? {
        let choices = weighted(value)
        if !choices.contains(where: { $0.weight > 0 }) {
            if !file.log.hasErrors { file.error("'one_of' has nothing to choose from", value.node) }
            return nil
        }
        return .choice(choices)
    }

    /// The texts of a list, each as likely as any other, or of a mapping to their weights.
    private func weighted(_ value: Reader) -> [Weighted<String>] {
        var choices: [Weighted<String>] = []
        for item in value.items ?? [] { if let text = item.text { choices.append(Weighted(text)) } }
        for entry in value.entries {
            guard let weight = real(entry.value) else { continue }
            if weight < 0 { file.error("a weight is not below 0", entry.value.node) }
            choices.append(Weighted(entry.name, weight))
        }
        return choices
    }

    private func grammar(_ value: Reader) -> FieldKind? {
        var rules: [(name: String, texts: [Weighted<String>])] = []
        for entry in value.entries {
            let isText = !entry.value.isMapping && entry.value.items == nil
            rules.append((entry.name, isText ? entry.value.text.map { [Weighted($0)] } ?? [] : weighted(entry.value)))
        }
        do throws(TextGrammar.Problem) {
            return .grammar(try TextGrammar(rules))
        } catch {
            if !file.log.hasErrors {
                file.error(error.message, value.entries.dropFirst(error.rule).first?.value.node ?? value.node)
            }
            return nil
        }
    }

    private func pattern(_ value: Reader) -> FieldKind? {
        guard let text = value.text else { return nil }
        do throws(TextPattern.Problem) {
            return .pattern(try TextPattern(text))
        } catch {
            file.error(error.message, value.node)
            return nil
        }
    }

    private func reference(_ value: Reader, _ fanOut: Reader?) -> FieldKind? {
        guard let text = value.text else { return nil }
        guard let dot = text.lastIndex(of: "."), dot > text.startIndex else {
            file.error("'\(text)': write TABLE.FIELD", value.node)
            return nil
        }
        var chosen = FanOut.uniform
        if let fanOut, fanOut.isMapping {
            if let exponent = fanOut["zipf"].flatMap(real) {
                if exponent <= 0 { file.error("the exponent must be above 0", fanOut.node) }
                chosen = .zipf(exponent)
            }
            if let each = fanOut["exactly"]?.integer { chosen = .exactly(UInt64(each)) }
        } else {
            _ = fanOut?.text
        }
        return .reference(
            table: String(text[..<dot]),
            field: String(text[text.index(after: dot)...]),
            fanOut: chosen
        )
    }

    private func conditional(_ value: Reader, _ reader: Reader) -> FieldKind? {
        guard let field = value.text else { return nil }
        var (cases, kinds): ([Weighted<String>], [FieldKind]) = ([], [])
        for entry in reader["cases"]?.entries ?? [] {
            guard let kind = kind(file.checked(entry.value.node, DataSpecFormat.field, as: entry.name)) else {
                continue
            }
            cases.append(Weighted(entry.name))
            kinds.append(kind)
        }
        let otherwise = reader["else"].flatMap { kind(file.checked($0.node, DataSpecFormat.field, as: "else")) }
        return .conditional(field: field, cases: cases, kinds: kinds, otherwise: otherwise)
    }

    private func join(_ value: Reader) -> FieldKind? {
        guard let text = value.text else { return nil }
        guard let pieces = Template.parts(text) else {
            file.error("'{' without the name of a field and '}'", value.node)
            return nil
        }
        return .join(pieces)
    }

    // MARK: Numbers

    func real(_ reader: Reader) -> Double? {
        guard let text = reader.text else { return nil }
        guard let number = Double(text.filter { $0 != "_" }), number.isFinite, abs(number) < 1e18 else {
            file.error("'\(text)' is no number", reader.node)
            return nil
        }
        return number
    }

    private func whole(_ reader: Reader) -> Int64? {
        guard let text = reader.text else { return nil }
        guard let number = Int64(text.filter { $0 != "_" }), abs(number) < 1 << 60 else {
            file.error("'\(text)' is no whole number", reader.node)
            return nil
        }
        return number
    }
}
