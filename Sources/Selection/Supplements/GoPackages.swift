/// What `go list -deps -test -json` says: packages with their files, and which of them each test program is made of.
package struct GoPackages: Sendable, Hashable {
    package struct Package: Sendable, Hashable {
        /// As `acme/pay`, `acme/pay.test`, or `acme/pay [acme/pay.test]`.
        package var path: String
        /// Absolute path of its folder.
        package var folder: String
        /// Of whatever sort, relative to the folder.
        package var files: [String]
        package var tests: [String]
        package var dependencies: [String]

        package init(path: String, folder: String, files: [String], tests: [String], dependencies: [String]) {
            self.path = path
            self.folder = folder
            self.files = files
            self.tests = tests
            self.dependencies = dependencies
        }
    }

    private let packages: [Package]
    private let byPath: [String: [Package]]
    private let prefix: String

    /// `root`: of the project, absolute.
    package init(_ packages: [Package], root: String) {
        self.packages = packages
        byPath = Dictionary(grouping: packages) { String($0.path.prefix { $0 != " " }) }
        prefix = root + "/"
    }

    private static let program = ".test"

    /// By file of the project, the names by which tests may be listed that depend on it: test files, folders, and import paths.
    package var covered: [String: Set<String>] {
        var covered: [String: Set<String>] = [:]
        for program in packages where program.path.hasSuffix(Self.program) && !program.path.contains(" ") {
            let path = String(program.path.dropLast(Self.program.count))
            let own = byPath[path] ?? []
            var names: Set<String> = [path]
            for package in own {
                guard let folder = relative(package.folder) else { continue }
                names.insert(folder.isEmpty ? "." : folder)
                for test in package.tests { names.insert(joined(folder, test)) }
            }
            let needed = Set(program.dependencies.map { String($0.prefix { $0 != " " }) }).union([path])
            for package in needed.flatMap({ byPath[$0] ?? [] }) {
                guard let folder = relative(package.folder) else { continue }
                for file in package.files + (own.contains(package) ? package.tests : []) {
                    covered[joined(folder, file), default: []].formUnion(names)
                }
            }
        }
        return covered
    }

    private func joined(_ folder: String, _ file: String) -> String { folder.isEmpty ? file : "\(folder)/\(file)" }

    /// nil for what lies outside of the project.
    private func relative(_ folder: String) -> String? {
        if folder + "/" == prefix { return "" }
        return folder.hasPrefix(prefix) ? String(folder.dropFirst(prefix.count)) : nil
    }
}
