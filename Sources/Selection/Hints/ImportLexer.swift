/// Finds the import lines of a file; a supplement, which sees neither what is computed nor what is found at run time.
package enum ImportLexer {
    /// No line of an import is longer.
    private static let longest = 1_000

    package static func names(in text: [UInt8], _ language: ImportLanguage) -> [ImportedName] {
        var names: [ImportedName] = []
        for line in text.split(whereSeparator: { $0 == 0x0A || $0 == 0x0D }) {
            guard line.count <= longest, let start = line.firstIndex(where: { $0 > 0x20 }) else { continue }
            guard mayImport(line[start...], language) else { continue }
            names += read(String(decoding: line[start...], as: UTF8.self), language)
        }
        return names
    }

    /// A look at the first letters, as most lines import nothing.
    private static func mayImport(_ line: ArraySlice<UInt8>, _ language: ImportLanguage) -> Bool {
        switch language {
        case .javaScript: contains(line, "from") || contains(line, "import") || contains(line, "require")
        case .go: line.first == UInt8(ascii: "\"") || contains(line, "\"")
        case .c: line.first == UInt8(ascii: "#")
        case .php: contains(line, "use ") || contains(line, "require") || contains(line, "include")
        case .rust: contains(line, "use ") || contains(line, "mod ")
        case .ruby: contains(line, "require") || contains(line, "load") || contains(line, "autoload")
        case .shell: line.starts(with: "source ".utf8) || line.starts(with: ". ".utf8) || contains(line, ".sh")
        case .python, .java, .swift, .cSharp: "fiu@".utf8.contains(line.first ?? 0) || contains(line, "import")
        }
    }

    private static func contains(_ line: ArraySlice<UInt8>, _ word: StaticString) -> Bool {
        word.withUTF8Buffer { word in
            guard line.count >= word.count else { return false }
            var index = line.startIndex
            while index + word.count <= line.endIndex {
                if line[index] == word[0], line[index..<(index + word.count)].elementsEqual(word) { return true }
                index += 1
            }
            return false
        }
    }

    private static func read(_ line: String, _ language: ImportLanguage) -> [ImportedName] {
        switch language {
        case .python: python(line)
        case .javaScript: javaScript(line)
        case .java: java(line)
        case .go: quoted(line).filter { $0.contains("/") || !$0.isEmpty }.map { .folder($0) }
        case .c: include(line)
        case .cSharp: words(line, behind: "using").prefix(1).map { .folder(slashed($0)) }
        case .ruby: ruby(line)
        case .php: php(line)
        case .rust: rust(line)
        case .swift: words(line.replacing("@testable ", with: ""), behind: "import").prefix(1).map { .folder($0) }
        case .shell: shell(line)
        }
    }

    private static func python(_ line: String) -> [ImportedName] {
        if line.hasPrefix("import ") {
            return line.dropFirst(7).split(separator: ",").compactMap { part in
                let name = part.split(separator: " ").first.map(String.init) ?? ""
                return isName(name) ? .suffix(slashed(name)) : nil
            }
        }
        guard line.hasPrefix("from "), let middle = line.firstRange(of: " import ") else { return [] }
        let from = String(line[line.index(line.startIndex, offsetBy: 5)..<middle.lowerBound].filter { $0 != " " })
        let dots = from.prefix { $0 == "." }.count
        let base = slashed(String(from.dropFirst(dots)))
        let names = line[middle.upperBound...].split(whereSeparator: { " ,()\\".contains($0) }).map(String.init)
            .prefix { $0 != "#" }.filter { isName($0) && $0 != "as" }
        let up = String(repeating: "../", count: max(0, dots - 1))
        let made = { (path: String) -> ImportedName in dots > 0 ? .relative("./" + up + path) : .suffix(path) }
        let own = base.isEmpty ? [] : [made(base)]
        return own + names.map { made(base.isEmpty ? $0 : "\(base)/\($0)") }
    }

    private static func javaScript(_ line: String) -> [ImportedName] {
        guard line.contains("import") || line.contains("from") || line.contains("require") else { return [] }
        return quoted(line).compactMap { text in
            if text.hasPrefix(".") { return .relative(text) }
            // An alias of the project's own folder.
            if text.hasPrefix("@/") || text.hasPrefix("~/") { return .suffix(String(text.dropFirst(2))) }
            return text.contains("/") ? .suffix(text) : .folder(text)
        }
    }

    private static func java(_ line: String) -> [ImportedName] {
        guard line.hasPrefix("import ") else { return [] }
        var name = String(line.dropFirst(7).filter { $0 != ";" && $0 != " " })
        if name.hasPrefix("static") { name = String(name.dropFirst(6)) }
        if name.hasSuffix(".*") || name.hasSuffix("._") {
            let path = slashed(String(name.dropLast(2)))
            return [.folder(path), .suffix(path)]
        }
        let parts = name.split(separator: ".")
        // A member of a class names the class as well.
        return [.suffix(slashed(name)), .suffix(parts.dropLast().joined(separator: "/"))].filter { $0 != .suffix("") }
    }

    private static func include(_ line: String) -> [ImportedName] {
        let rest = line.dropFirst().drop { $0 == " " || $0 == "\t" }
        guard rest.hasPrefix("include") || rest.hasPrefix("import") else { return [] }
        if let text = quoted(line).first { return [.relative(text), .suffix(text)] }
        guard let open = line.firstIndex(of: "<"), let close = line.firstIndex(of: ">"), open < close else { return [] }
        let text = String(line[line.index(after: open)..<close])
        return text.contains("/") ? [.suffix(text)] : []
    }

    private static func ruby(_ line: String) -> [ImportedName] {
        let isRelative = line.hasPrefix("require_relative") || line.hasPrefix("load")
        guard isRelative || line.hasPrefix("require") || line.hasPrefix("autoload") else { return [] }
        return quoted(line).map { isRelative || $0.hasPrefix(".") ? .relative($0) : .suffix($0) }
    }

    private static func php(_ line: String) -> [ImportedName] {
        if line.hasPrefix("use ") {
            let name = line.dropFirst(4).prefix { !" ;{,".contains($0) }
            return name.isEmpty ? [] : [.suffix(String(name).replacing("\\", with: "/"))]
        }
        guard line.contains("require") || line.contains("include") else { return [] }
        return quoted(line).map { text in
            let plain = String(text.drop { $0 == "/" })
            if text.hasPrefix("/.") { return .relative(plain) }
            return text.hasPrefix(".") ? .relative(text) : .suffix(plain)
        }
    }

    private static func rust(_ line: String) -> [ImportedName] {
        let plain = line.hasPrefix("pub ") ? String(line.dropFirst(4)) : line
        if plain.hasPrefix("mod "), plain.contains(";") {
            let name = plain.dropFirst(4).prefix { $0 != ";" && $0 != " " }
            return [.relative("./\(name)"), .relative("./\(name)/mod"), .suffix(String(name))]
        }
        guard plain.hasPrefix("use ") else { return [] }
        let path = plain.dropFirst(4).prefix { !";{ ".contains($0) }
        let parts = path.split(separator: ":").filter { !["crate", "self", "super", "*"].contains($0) }
        // The name of the crate is that of no folder.
        let inner = parts.dropFirst()
        return (parts.indices.map { parts[...$0] } + inner.indices.map { inner[...$0] })
            .map { .suffix($0.joined(separator: "/")) }
    }

    private static func shell(_ line: String) -> [ImportedName] {
        line.split(whereSeparator: { " \t;\"'(){}".contains($0) }).compactMap { word in
            guard word.contains("."), word != ".", !word.hasPrefix("-") else { return nil }
            let name = word.hasPrefix("$") ? String(word.drop { $0 != "/" }.dropFirst()) : String(word)
            return name.isEmpty
                ? nil : name.contains("/") || word.hasPrefix("$") ? .suffix(trimmed(name)) : .relative(name)
        }
    }

    private static func trimmed(_ path: String) -> String {
        var path = path[...]
        while path.hasPrefix("./") || path.hasPrefix("../") { path = path.dropFirst(path.hasPrefix("./") ? 2 : 3) }
        return String(path)
    }

    private static func words(_ line: String, behind keyword: String) -> [String] {
        guard line.hasPrefix(keyword + " ") else { return [] }
        return line.dropFirst(keyword.count).split(whereSeparator: { " ;".contains($0) }).map(String.init)
            .filter { !["struct", "class", "enum", "func", "protocol", "static"].contains($0) }
    }

    /// What stands between quotes of any sort.
    private static func quoted(_ line: String) -> [String] {
        var texts: [String] = []
        var rest = line[...]
        while let start = rest.firstIndex(where: { "\"'`".contains($0) }) {
            let inner = rest[rest.index(after: start)...]
            guard let end = inner.firstIndex(of: rest[start]) else { break }
            if start != end { texts.append(String(inner[..<end])) }
            rest = inner[inner.index(after: end)...]
        }
        return texts.filter { !$0.isEmpty && $0.count < 300 }
    }

    private static func slashed(_ name: String) -> String { name.replacing(".", with: "/") }

    private static func isName(_ text: String) -> Bool {
        !text.isEmpty && text.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "." }
    }
}
