import Core
import Criteria

/// Commands that do something else than they seem to: told as warnings, since some are meant.
extension ProjectBuilder {
    /// Words of a shell that mean nothing where no shell reads them.
    private static let operators: Set<String> = [
        "|", "||", "&&", ";", "&", ">", ">>", "<", "2>", "2>>", "2>&1", "&>", "1>&2", "|&",
    ]

    /// Tells of shell syntax in an argument vector, and of what only bash understands in a script for sh.
    func checkCommand(_ reader: Reader?, isBash: Bool) {
        guard let reader else { return }
        if let items = reader.items {
            checkArguments(items)
        } else if let script = reader.text, !isBash {
            checkScript(script, reader.node)
        }
    }

    private func checkArguments(_ items: [Reader]) {
        for item in items.dropFirst() {
            guard let text = item.text, Self.operators.contains(text) || Self.isVariable(text) else { continue }
            warn(
                "'\(text)' is given to the command as it is: no shell reads an argument vector; write the command as a text",
                item.node
            )
            return
        }
    }

    /// `$NAME`, `${NAME}` and `$(command)` alone.
    private static func isVariable(_ text: String) -> Bool {
        guard text.hasPrefix("$"), let second = text.dropFirst().utf8.first else { return false }
        if second == UInt8(ascii: "{") { return text.hasSuffix("}") }
        if second == UInt8(ascii: "(") { return text.hasSuffix(")") }
        let name = text.dropFirst().utf8
        return !(0x30...0x39).contains(second)
            && name.allSatisfy { byte in
                (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || byte == UInt8(ascii: "_")
            }
    }

    private func checkScript(_ script: String, _ node: YAMLNode) {
        let code = Self.withoutQuotes(script)
        let words = code.split { $0 == " " || $0 == "\t" || $0.isNewline }
        for (word, next) in zip(words, words.dropFirst()) where (word == "|" || word.hasSuffix("|")) && next == "tee" {
            let text =
                "what stands before `| tee` may fail and nobody sees it: sh takes the exit code of the last command"
            return warn("\(text); write `shell: bash`, which sets pipefail", node)
        }
        guard let name = Self.bashism(words, Self.firstWords(code)) else { return }
        warn("\(name) is bash, and sh does not know it: write `shell: bash`", node)
    }

    /// What of a script sh does not know, or takes for something else.
    private static func bashism(_ words: [Substring], _ commands: [Substring]) -> String? {
        if words.contains("[[") { return "[[" }
        if words.contains(where: { $0.hasPrefix("pipefail") }) { return "pipefail" }
        if let word = commands.first(where: { $0 == "source" || $0 == "function" }) { return String(word) }
        if words.contains(where: { $0.hasPrefix("{") && $0.contains("..") && $0.contains("}") }) { return "{1..3}" }
        if words.contains(where: { $0.contains("=(") && !$0.contains("$(") }) { return "an array" }
        if words.contains(where: { $0.contains("<<<") }) { return "<<<" }
        return words.contains(where: { $0.hasPrefix("<(") }) ? "<(…)" : nil
    }

    /// The words that commands begin with.
    private static func firstWords(_ code: String) -> [Substring] {
        let before: Set<Substring> = ["if", "then", "else", "elif", "do", "while", "until", "!", "{", "("]
        return code.split { $0.isNewline || ";|&".contains($0) }.compactMap { command in
            command.split { $0 == " " || $0 == "\t" }.first { !before.contains($0) }
        }
    }

    /// A script without what stands in quotes and comments, where anything may be written.
    private static func withoutQuotes(_ script: String) -> String {
        var rest = ""
        var quote: Character?
        var isComment = false
        var last: Character = "\n"
        for character in script {
            defer { last = character }
            if isComment {
                isComment = !character.isNewline
                if !isComment { rest.append(character) }
            } else if let open = quote {
                if character == open, last != "\\" || open == "'" { quote = nil }
            } else if character == "'" || character == "\"", last != "\\" {
                quote = character
                rest.append("_")
            } else if character == "#", last.isWhitespace {
                isComment = true
            } else {
                rest.append(character)
            }
        }
        return rest
    }

    /// Tells of globs that match something else than they seem to.
    func checkGlob(_ reader: Reader?) {
        for item in reader?.items ?? reader.map({ [$0] }) ?? [] {
            let item = item["path"] ?? item
            guard let glob = item.text else { continue }
            if glob.contains("$") {
                warn("no variable is replaced in '\(glob)'; write the path itself, or `*` in its place", item.node)
            } else if let folder = Self.bracketed(glob) {
                warn(
                    "'[\(folder)]' stands for one character of these; a folder of that name is '[[]\(folder)]'",
                    item.node
                )
            }
        }
    }

    /// The name in `app/[id]/u.xml`; nil where the brackets are a set that somebody means.
    private static func bracketed(_ glob: String) -> String? {
        for part in glob.split(separator: "/") where part.hasPrefix("[") && part.hasSuffix("]") {
            let name = part.dropFirst().dropLast()
            let isName = name.count > 1 && name.allSatisfy { $0.isLetter || $0.isNumber || $0 == "." || $0 == "_" }
            if isName { return String(name) }
        }
        return nil
    }

    /// The format of a report by its id; one that nobody reads would be found out only when the step has run.
    func format(_ item: Reader) -> String? {
        guard let reader = item["format"], let name = reader.text else { return nil }
        if !formats.isEmpty, !formats.contains(name) {
            error(
                "'\(name)' is no format that is read; `assay list formats` lists them",
                reader.node,
                suggestion: log.isFull ? nil : Resemblance.nearest(to: name, among: formats)
            )
        }
        return name
    }
}
