import Yams

/// What the YAML library complains of, in words for whoever wrote the file.
struct YAMLProblem {
    private let error: YamlError
    private let source: SourceFile

    init(_ error: YamlError, _ source: SourceFile) {
        self.error = error
        self.source = source
    }

    func report(to log: DiagnosticLog, file: Int) {
        let start = Place(file: file, line: 1, column: 1)
        switch error {
        case .scanner(let context, let problem, let mark, _), .parser(let context, let problem, let mark, _),
            .composer(let context, let problem, let mark, _):
            let (message, place) = wording(problem, context, mark)
            log.error(message, at: Place(file: file, line: place.line, column: place.column))
        case .duplicatedKeysInMapping(let duplicates, let context):
            reportDuplicate(duplicates.first ?? "", context.mark, log, file)
        case .reader(let problem, _, _, _): log.error("this is not YAML: \(problem)", at: start)
        case .memory: log.error("not enough memory to read this file", at: start)
        default: log.error("this is not YAML: \(error)", at: start)
        }
    }

    private typealias Wording = (message: String, mark: (line: Int, column: Int))

    private func wording(_ problem: String, _ context: YamlError.Context?, _ mark: Mark) -> Wording {
        let here = clamped(mark)
        let there = context.map { clamped($0.mark) } ?? here
        let what = context?.text ?? ""
        if what.contains("quoted scalar"), problem.contains("end of stream") || problem.contains("document indicator") {
            return ("the quote opened here is never closed", there)
        }
        if what.contains("block scalar"), let phrase = unquoted(there) {
            return ("'>' begins a text of several lines in YAML: put the phrase in quotes, \"\(phrase)\"", there)
        }
        switch problem {
        case "found character that cannot start any token": return (strangeStart(here), here)
        case "found a tab character that violates indentation",
            "found a tab character where an indentation space is expected":
            return ("a tab indents this line; YAML wants spaces", here)
        case "mapping values are not allowed in this context":
            return ("a ':' is not allowed here; put the text in quotes, or check the indentation", here)
        case "did not find expected key":
            return ("expected a key here; check the indentation, and quotes that end too early", here)
        case "could not find expected ':'": return ("expected ':' after this key", there)
        case "did not find expected '-' indicator": return ("expected '-' here; the list above is not finished", here)
        case "block sequence entries are not allowed in this context":
            return ("a list item is not allowed here; start the list on a line of its own", here)
        case "did not find expected ',' or ']'": return ("the '[' opened here is never closed, or lacks a comma", there)
        case "did not find expected ',' or '}'": return ("the '{' opened here is never closed, or lacks a comma", there)
        case "found undefined alias": return ("no anchor of this name stands before this alias", here)
        case "but found another document": return ("a second document starts here; a file holds one", here)
        case "found unknown escape character":
            return ("unknown escape in a double-quoted text; use single quotes, or '\\\\' for a backslash", here)
        default: break
        }
        if problem.lowercased().contains("maximum") { return ("nested too deeply", here) }
        return ("this is not YAML: \(problem)\(what.isEmpty ? "" : " \(what)")", here)
    }

    /// The comparison that begins at the place, for want of quotes; nil where there is none.
    private func unquoted(_ place: (line: Int, column: Int)) -> String? {
        let rest = source.scalars(line: place.line, from: place.column)
        guard rest.first == ">", rest.count <= 80 else { return nil }
        var text = String.UnicodeScalarView()
        text.append(contentsOf: rest.prefix { $0 != "#" })
        let phrase = String(text).split(separator: " ").joined(separator: " ")
        return phrase.utf8.contains { (0x30...0x39).contains($0) } ? phrase : nil
    }

    private func strangeStart(_ place: (line: Int, column: Int)) -> String {
        guard let character = source.scalars(line: place.line, from: place.column).first else {
            return "this cannot start a value"
        }
        if let phrase = unquoted(place) {
            return "put the phrase in quotes: \"\(phrase.prefix { $0 != "}" && $0 != "," })\""
        }
        return character == "\t"
            ? "a tab indents this line; YAML wants spaces"
            : "a value cannot start with '\(character)'; put it in quotes"
    }

    /// The library points behind the last line for what is missing there; people look at the last line.
    private func clamped(_ mark: Mark) -> (line: Int, column: Int) {
        let line = min(max(1, mark.line), source.lineCount)
        return (line, line == mark.line ? max(1, mark.column) : 1)
    }

    /// The library names the first place only; the second is found by its text and indentation.
    private func reportDuplicate(_ name: String, _ mark: Mark, _ log: DiagnosticLog, _ file: Int) {
        let first = Place(file: file, line: max(1, mark.line), column: max(1, mark.column))
        let second = secondPlace(of: name, after: first)
        let length = name.unicodeScalars.count
        guard let second else {
            log.error("key '\(name)' is written twice in one mapping", at: first, length: length)
            return
        }
        log.error("key '\(name)' is written twice; first at line \(first.line)", at: second, length: length)
    }

    private func secondPlace(of name: String, after first: Place) -> Place? {
        guard first.line < source.lineCount else { return nil }
        for number in (first.line + 1)...source.lineCount {
            let line = source.scalars(line: number, from: 1)
            let indent = line.prefix { $0 == " " || $0 == "-" }.count
            guard indent < line.count, line[indent] != "#" else { continue }
            if indent < first.column - 1 { return nil }
            guard indent == first.column - 1 else { continue }
            var rest = line.dropFirst(indent)
            if rest.first == "\"" || rest.first == "'" { rest = rest.dropFirst() }
            guard rest.starts(with: name.unicodeScalars) else { continue }
            let next = rest.dropFirst(name.unicodeScalars.count).drop { $0 == "\"" || $0 == "'" || $0 == " " }.first
            if next == ":" { return Place(file: first.file, line: number, column: indent + 1) }
        }
        return nil
    }

}
