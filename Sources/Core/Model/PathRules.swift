/// How a person helps to find the files that reports mean: `paths:` of the configuration.
package struct PathRules: Sendable, Equatable {
    /// Beginnings that are taken off a reported path: `/builds/acme/app`.
    package var strip: [String]
    /// Folders that relative paths are looked up in, the first one first: `src/main/java`.
    package var roots: [String]
    /// Globs of files that coverage is not asked of, as the project or as a report names them.
    package var ignore: [String]

    package init(strip: [String] = [], roots: [String] = [], ignore: [String] = []) {
        self.strip = strip
        self.roots = roots
        self.ignore = ignore
    }
}
