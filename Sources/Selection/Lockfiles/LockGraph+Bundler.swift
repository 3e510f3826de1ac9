extension LockGraph {
    /// `Gemfile.lock`; nil where it is none.
    package init?(bundler text: String) {
        self.init(kind: .ruby)
        var rest: [Substring] = []
        var found: [Package] = []
        /// Where the gems of a section come from.
        var origin: [Substring] = []
        var section: Substring = ""
        for line in text.split(whereSeparator: \.isNewline) {
            let depth = line.prefix { $0 == " " }.count
            let words = line.dropFirst(depth)
            let name = String(words.prefix { $0 != " " && $0 != "!" })
            if depth == 0 {
                section = line
                origin = []
            }
            switch (section, depth) {
            case ("GEM", 4), ("GIT", 4), ("PATH", 4), ("PLUGIN SOURCE", 4):
                found.append(Package(name: name, pin: (origin + [words]).joined(separator: "\n"), dependencies: []))
            case ("GEM", 6), ("GIT", 6), ("PATH", 6), ("PLUGIN SOURCE", 6):
                guard !found.isEmpty else { return nil }
                found[found.count - 1].pin += "\n\(words)"
                found[found.count - 1].dependencies.append(name)
            case ("GEM", 2), ("GIT", 2), ("PATH", 2), ("PLUGIN SOURCE", 2): origin.append(words)
            case ("CHECKSUMS", 2):
                for index in found.indices where found[index].name == name { found[index].pin += "\n\(words)" }
            case ("CHECKSUMS", 0): continue
            default: rest.append(line)
            }
        }
        guard !found.isEmpty else { return nil }
        for package in found { add(package) }
        self.rest = rest.joined(separator: "\n")
    }
}
