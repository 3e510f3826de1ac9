import Core

extension Diagnostic {
    /// The diagnostic as a compiler prints it, without a line end: the place, the line, a caret, a suggestion.
    ///
    /// Control characters of the file are shown as `?`, so that no file can steer a terminal. Colours are ANSI's.
    package func render(colour: Bool = false) -> String {
        let rows = details.map { "  " + Self.shown($0) } + (help.map { ["  help: " + Self.shown($0)] } ?? [])
        return ([head(Paint(isOn: colour))] + rows).joined(separator: "\n")
    }

    /// What goes before details and help.
    private func head(_ paint: Paint) -> String {
        let kind = paint.severity(severity)
        // What is wrong with an option of the command line stands in no file.
        let place = location.file.isEmpty ? "" : paint.bold("\(location):") + " "
        var text = "\(place)\(kind) \(paint.bold(Self.shown(message)))"
        let hint = suggestion.map { "did you mean '\(Self.shown($0))'?" }
        guard let sourceLine, !sourceLine.isEmpty else {
            return hint.map { "\(text)\n  \($0)" } ?? text
        }
        let window = Window(sourceLine, column: location.column, length: length)
        text += "\n  \(window.line)\n  \(window.indent)\(paint.caret(window.caret))"
        if let hint { text += " \(hint)" }
        return text
    }

    /// Text with control characters made visible.
    static func shown(_ text: String) -> String {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: text.unicodeScalars.map { isControl($0) ? "?" : $0 })
        return String(view)
    }

    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value) || (0x202A...0x202E).contains(scalar.value)
            || (0x2066...0x2069).contains(scalar.value)
    }

    /// The part of a line that fits a terminal, and the caret below it.
    private struct Window {
        private static let width = 160
        var line: String
        var indent: String
        var caret: String

        init(_ source: String, column: Int, length: Int) {
            let scalars = Array(source.unicodeScalars)
            let start = max(0, min(column - 1, scalars.count))
            let first = start < Window.width - 20 ? 0 : start - 40
            let last = min(scalars.count, first + Window.width)
            var visible = String.UnicodeScalarView()
            visible.append(contentsOf: scalars[first..<last])
            line = (first > 0 ? "…" : "") + Diagnostic.visible(visible) + (last < scalars.count ? "…" : "")
            // A tab stays a tab below a tab, so that the caret stands where it should.
            var before = String.UnicodeScalarView()
            before.append(contentsOf: scalars[first..<start].map { $0 == "\t" ? "\t" : " " })
            indent = (first > 0 ? " " : "") + String(before)
            let room = max(1, last - start)
            caret = "^" + String(repeating: "~", count: max(0, min(length, room) - 1))
        }
    }

    private static func visible(_ scalars: String.UnicodeScalarView) -> String {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars.map { $0 != "\t" && isControl($0) ? "?" : $0 })
        return String(view)
    }

    private struct Paint {
        var isOn: Bool

        func bold(_ text: String) -> String { isOn ? "\u{1B}[1m\(text)\u{1B}[0m" : text }

        func caret(_ text: String) -> String { isOn ? "\u{1B}[1;32m\(text)\u{1B}[0m" : text }

        func severity(_ severity: Severity) -> String {
            let text = "\(severity.rawValue):"
            guard isOn else { return text }
            let code =
                switch severity {
                case .error: "31"
                case .warning: "35"
                case .note: "36"
                }
            return "\u{1B}[1;\(code)m\(text)\u{1B}[0m"
        }
    }
}
