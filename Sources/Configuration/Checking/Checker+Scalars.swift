import Core
import Criteria

extension Checker {
    /// A scalar as the type that its shape asks for; YAML's own guesses about types do not count.
    func checkScalar(_ text: String, _ node: YAMLNode, _ shape: Shape, _ name: String) -> Checked {
        if node.isMissing {
            if case .anyText = shape { return mismatch(node, "'\(name)' has no value; write \"\" for an empty text") }
            error("'\(name)' has no value; it must be \(shape.noun)", node)
            return invalid(node)
        }
        switch shape {
        case .anyText: return scalar(.text(text), text, node)
        case .word(let words): return word(text, words, node, name)
        case .boolean: return boolean(text, node, name)
        case .integer(let range): return integer(text, range, node, name)
        case .duration(let words):
            if words.contains(text) { return scalar(.text(text), text, node) }
            return duration(text, words, node, name)
        case .quantity(let dimension, let words):
            if words.contains(text) { return scalar(.text(text), text, node) }
            return quantity(text, dimension, node, name)
        case .recordCount: return recordCount(text, node, name)
        case .day: return day(text, node, name)
        case .phrase(let signature):
            return parsing(text, node) { text throws(CriteriaError) in
                _ = try Phrase.parse(text, for: signature)
                return .text(text)
            }
        case .condition(let names):
            return parsing(text, node) { text throws(CriteriaError) in
                .condition(try Expression.parse(text, names: names, as: .boolean))
            }
        case .glob, .path: return path(text, node, name)
        default:
            guard text.contains(where: { !$0.isWhitespace }) else {
                if text.isEmpty { return mismatch(node, "'\(name)' must not be empty") }
                error("'\(name)' says nothing: it must not be blank", node)
                return invalid(node)
            }
            return scalar(.text(text), text, node)
        }
    }

    /// An error of the criteria language, moved to its place in the file.
    func report(_ problem: CriteriaError, in node: YAMLNode) {
        let place =
            log.isFull ? node.place : ScalarPosition.place(of: problem.column, in: node, log.files[node.place.file])
        log.error(problem.message, at: place, length: problem.length, suggestion: problem.suggestion)
    }

    private func parsing(
        _ text: String,
        _ node: YAMLNode,
        _ read: (String) throws(CriteriaError) -> Checked.Content
    ) -> Checked {
        do {
            return Checked(node: node, content: try read(text))
        } catch {
            report(error, in: node)
            return invalid(node)
        }
    }

    private func word(_ text: String, _ words: [String], _ node: YAMLNode, _ name: String) -> Checked {
        if words.contains(text) { return Checked(node: node, content: .text(text)) }
        let suggestion = log.isFull ? nil : Resemblance.nearest(to: text, among: words)
        // A list that nobody would read helps only where nothing better is known.
        let listed = words.count <= 20 || suggestion == nil ? "; one of: \(words.joined(separator: ", "))" : ""
        error("'\(text)' is no \(name)\(listed)", node, suggestion: suggestion)
        return invalid(node)
    }

    private func boolean(_ text: String, _ node: YAMLNode, _ name: String) -> Checked {
        switch text {
        case "true": return Checked(node: node, content: .boolean(true))
        case "false": return Checked(node: node, content: .boolean(false))
        default:
            let meant = ["yes": "true", "on": "true", "y": "true", "no": "false", "off": "false", "n": "false"]
            let lowered = text.lowercased()
            let suggestion = meant[lowered] ?? (["true", "false"].contains(lowered) ? lowered : nil)
            error("'\(name)' must be true or false, not '\(text)'", node, suggestion: suggestion)
            return invalid(node)
        }
    }

    private func integer(_ text: String, _ range: ClosedRange<Int>, _ node: YAMLNode, _ name: String) -> Checked {
        let isPlain = text.utf8.allSatisfy { (0x30...0x39).contains($0) } && (text == "0" || text.utf8.first != 0x30)
        if isPlain, let number = Int(text), range.contains(number) {
            return Checked(node: node, content: .integer(number))
        }
        error("'\(name)' must be a whole number from \(range.lowerBound) to \(range.upperBound), not '\(text)'", node)
        return invalid(node)
    }

    private func duration(_ text: String, _ words: [String], _ node: YAMLNode, _ name: String) -> Checked {
        parsing(text, node) { text throws(CriteriaError) in
            if let word = Resemblance.nearest(to: text, among: words), text.utf8.first.map({ $0 > 0x39 }) ?? false {
                throw CriteriaError(
                    message: "'\(text)' is no \(name)",
                    column: 1,
                    length: text.count,
                    suggestion: word
                )
            }
            let quantity = try Quantity(parsing: text)
            guard quantity.dimension == .duration else {
                throw CriteriaError(
                    message: "'\(text)' is \(quantity.dimension.noun), '\(name)' is a duration and needs a unit",
                    column: 1,
                    length: text.count,
                    suggestion: quantity.unit == .none ? "\(text)s" : nil
                )
            }
            guard quantity.value <= 366 * 86_400 else {
                throw CriteriaError(message: "'\(text)' is more than a year", column: 1, length: text.count)
            }
            return .duration(.seconds(quantity.value))
        }
    }

    private func quantity(_ text: String, _ dimension: Dimension, _ node: YAMLNode, _ name: String) -> Checked {
        parsing(text, node) { text throws(CriteriaError) in
            let quantity = try Quantity(parsing: text)
            let fits =
                quantity.dimension == dimension || (quantity.unit == .none && dimension.takesBareNumbers)
            guard fits else {
                throw CriteriaError(
                    message: "'\(text)' is \(quantity.dimension.noun), '\(name)' must be \(dimension.noun)",
                    column: 1,
                    length: text.count
                )
            }
            return .quantity(quantity)
        }
    }

    /// `10M_records`: a number, a magnitude, and what is counted.
    private func recordCount(_ text: String, _ node: YAMLNode, _ name: String) -> Checked {
        let digits = text.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
        let rest = text.dropFirst(digits.count)
        let magnitudes = ["", "k", "K", "M", "G", "B"]
        let isRight =
            Double(digits) != nil
            && magnitudes.contains { rest == "\($0)_records" || rest == "\($0)_rows" || (rest == $0 && !rest.isEmpty) }
            || (rest.isEmpty && Int(digits) != nil)
        guard isRight else {
            error("'\(name)' must be a number of records such as 10M_records, not '\(text)'", node)
            return invalid(node)
        }
        return Checked(node: node, content: .opaque)
    }

    private func day(_ text: String, _ node: YAMLNode, _ name: String) -> Checked {
        if let day = CalendarDay(text) { return Checked(node: node, content: .day(day)) }
        error("'\(name)' must be a day of the calendar such as 2026-12-31, not '\(text)'", node)
        return invalid(node)
    }

    /// A path or glob, which must stay below the project's root.
    private func path(_ text: String, _ node: YAMLNode, _ name: String) -> Checked {
        if text.isEmpty { return mismatch(node, "'\(name)' must not be empty") }
        if text.hasPrefix("/") {
            error("'\(text)' is absolute; write it relative to the project's root", node)
            return invalid(node)
        }
        if text.split(separator: "/").contains("..") {
            error("'\(text)' leaves the project; '..' is not allowed", node)
            return invalid(node)
        }
        return scalar(.text(text), text, node)
    }
}
