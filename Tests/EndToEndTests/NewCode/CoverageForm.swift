/// Coverage reports as tools write them, made from the files of a test: which lines are covered follows from their text.
enum CoverageForm: Sendable {
    /// `sources` are folders of the project that file names are relative to; none means the project's root.
    case cobertura(sources: [String])
    case lcov
    /// `folders` are the source folders that packages lie in.
    case jacoco(folders: [String])
    case clover(prefix: String)

    typealias Lines = [(number: Int, hits: Int)]

    /// Lines that hold code, which blank ones and remarks do not.
    ///
    /// Every third or so is not covered.
    static func lines(of text: String) -> Lines {
        text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated().compactMap { index, line in
            let code = line.filter { $0 != 0x0D && $0 != 0x20 }
            guard let first = code.first, first != UInt8(ascii: "#") else { return nil }
            let sum = line.reduce(index) { ($0 &* 31) &+ Int($1) }
            return (index + 1, sum % 3 == 0 ? 0 : abs(sum % 7) + 1)
        }
    }

    /// The report on the files of the project at `root`.
    func document(_ files: [(path: String, lines: Lines)], root: String) -> String {
        switch self {
        case .cobertura(let sources): cobertura(files, sources, root)
        case .lcov: files.map { lcov($0.path, $0.lines, root) }.joined()
        case .jacoco(let folders): jacoco(files, folders)
        case .clover(let prefix): clover(files, prefix)
        }
    }

    private func cobertura(_ files: [(path: String, lines: Lines)], _ sources: [String], _ root: String) -> String {
        let classes = files.map { path, lines in
            let source = sources.first { path.hasPrefix($0 + "/") }
            let name = source.map { String(path.dropFirst($0.count + 1)) } ?? path
            let body = lines.map { "<line number=\"\($0.number)\" hits=\"\($0.hits)\"/>" }.joined()
            return "<class name=\"c\" filename=\"\(Self.escaped(name))\"><methods/><lines>\(body)</lines></class>"
        }
        let roots = (sources.isEmpty ? [root] : sources.map { "\(root)/\($0)" }).map { "<source>\($0)</source>" }
        let all = files.flatMap(\.lines)
        let rate = Double(all.count { $0.hits > 0 }) / Double(max(1, all.count))
        return "<?xml version=\"1.0\"?><coverage line-rate=\"\(rate)\"><sources>\(roots.joined())</sources><packages>"
            + "<package name=\"p\"><classes>\(classes.joined())</classes></package></packages></coverage>"
    }

    private func lcov(_ path: String, _ lines: Lines, _ root: String) -> String {
        "TN:\nSF:\(root)/\(path)\n" + lines.map { "DA:\($0.number),\($0.hits)\n" }.joined() + "end_of_record\n"
    }

    private func jacoco(_ files: [(path: String, lines: Lines)], _ folders: [String]) -> String {
        let packages = files.map { path, lines in
            let folder = folders.first { path.hasPrefix($0 + "/") } ?? ""
            let parts = path.dropFirst(folder.isEmpty ? 0 : folder.count + 1).split(separator: "/")
            let body = lines.map {
                "<line nr=\"\($0.number)\" mi=\"\($0.hits == 0 ? 1 : 0)\" ci=\"\($0.hits)\" mb=\"0\" cb=\"0\"/>"
            }
            return
                "<package name=\"\(parts.dropLast().joined(separator: "/"))\"><sourcefile name=\"\(parts.last ?? "")\">"
                + "\(body.joined())</sourcefile></package>"
        }
        return "<?xml version=\"1.0\"?><report name=\"r\">\(packages.joined())</report>"
    }

    private func clover(_ files: [(path: String, lines: Lines)], _ prefix: String) -> String {
        let entries = files.map { path, lines in
            let body = lines.map { "<line num=\"\($0.number)\" type=\"stmt\" count=\"\($0.hits)\"/>" }.joined()
            return "<file name=\"\(Self.escaped(prefix + path))\">\(body)</file>"
        }
        return
            "<?xml version=\"1.0\"?><coverage generated=\"1\" clover=\"4\"><project timestamp=\"1\">\(entries.joined())"
            + "</project></coverage>"
    }

    private static func escaped(_ text: String) -> String {
        text.map { ["&": "&amp;", "<": "&lt;", "\"": "&quot;"][$0] ?? String($0) }.joined()
    }
}
