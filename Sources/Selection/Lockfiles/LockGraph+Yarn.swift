extension LockGraph {
    /// `yarn.lock`, of whatever version; nil where it is none.
    package init?(yarn text: String) {
        var packages: [String: Package] = [:]
        var rest: [String] = []
        var block: (head: String, lines: [Substring])?
        func close() {
            guard let (head, lines) = block else { return }
            if head == "__metadata" {
                rest = lines.map(String.init)
                return
            }
            for key in head.split(separator: ",").map(Self.plain) {
                guard let at = key.dropFirst().firstIndex(of: "@") else { continue }
                let pin = lines.joined(separator: "\n")
                packages[key] = Package(name: String(key[..<at]), pin: pin, dependencies: Self.dependencies(lines))
            }
        }
        for line in text.split(separator: "\n", omittingEmptySubsequences: true) where !line.hasPrefix("#") {
            if line.hasPrefix(" ") {
                guard block != nil else { return nil }
                block?.lines.append(line)
            } else {
                guard line.hasSuffix(":") else { return nil }
                close()
                block = (String(Self.plain(line.dropLast())), [])
            }
        }
        close()
        guard !packages.isEmpty else { return nil }
        self.init(packages: packages, rest: rest.joined(separator: "\n"))
    }

    /// The names below `dependencies:` and its like.
    private static func dependencies(_ lines: [Substring]) -> [String] {
        var isOpen = false
        var names: [String] = []
        for line in lines {
            let depth = line.prefix { $0 == " " }.count
            let words = line.dropFirst(depth)
            if depth <= 2 {
                isOpen = words.lowercased().hasSuffix("dependencies:")
            } else if isOpen {
                let name = plain(words.prefix { $0 != " " })
                names.append(name.hasSuffix(":") ? String(name.dropLast()) : name)
            }
        }
        return names.map(plain)
    }

    private static func plain(_ text: some StringProtocol) -> String {
        var text = Substring(text).drop { $0 == " " }
        while let last = text.last, last == " " || last == "\"" { text.removeLast() }
        return String(text.drop { $0 == "\"" })
    }
}
