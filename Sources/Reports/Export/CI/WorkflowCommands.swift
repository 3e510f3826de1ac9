/// What GitHub reads from a step's output: annotations at lines, within what it shows of them.
package enum WorkflowCommands {
    /// GitHub shows so many of each level for a step, and drops the rest without a word.
    package static let limit = 10
    /// Bytes of a message.
    private static let messageLimit = 2_000

    /// Lines without line feeds; the last one says how many are in the report only.
    package static func lines(_ list: AnnotationList, report: String?) -> [String] {
        let errors = list.annotations.filter { $0.level == .error }
        let others = list.annotations.filter { $0.level == .warning }
        let shown = errors.prefix(limit) + others.prefix(limit)
        let left = list.annotations.count - shown.count
        var lines = shown.map(line)
        if left > 0 {
            let place = report.map { ": \($0)" } ?? ""
            lines.append("::notice title=Assay::\(data("\(left) more in the report\(place)"))")
        }
        return lines
    }

    private static func line(_ annotation: Annotation) -> String {
        var properties: [String] = []
        if let file = annotation.file {
            properties.append("file=\(property(file))")
            if let line = annotation.line, line > 0 { properties.append("line=\(line)") }
        }
        properties.append("title=\(property(annotation.title))")
        let message = CleanText.block(annotation.message, limit: messageLimit)
        return "::\(annotation.level.word) \(properties.joined(separator: ","))::\(data(message))"
    }

    /// What would end a command, or begin one of somebody else's.
    static func data(_ text: String) -> String {
        text.map { character in
            switch character {
            case "%": "%25"
            case "\r": "%0D"
            case "\n": "%0A"
            case "\r\n": "%0D%0A"
            default: String(character)
            }
        }.joined()
    }

    static func property(_ text: String) -> String {
        data(text).map { character in
            switch character {
            case ":": "%3A"
            case ",": "%2C"
            default: String(character)
            }
        }.joined()
    }
}

extension Annotation {
    /// In a line: what it breaks, and the tool that says so.
    var title: String { tool == Self.ownTool ? rule : "\(tool): \(rule)" }
}

extension Annotation.Level {
    /// As GitHub calls it.
    var word: String {
        switch self {
        case .error: "error"
        case .warning: "warning"
        case .notice: "notice"
        }
    }
}
