/// A named set of files with an owner.
package struct Component: Sendable, Hashable {
    package var name: String
    /// Globs relative to the project's root.
    package var paths: [String]
    package var owner: String?
    package var location: SourceLocation?

    package init(name: String, paths: [String], owner: String? = nil, location: SourceLocation? = nil) {
        self.name = name
        self.paths = paths
        self.owner = owner
        self.location = location
    }
}

/// A flow that must work, named by a sentence, and the files that carry it.
package struct CriticalPath: Sendable, Hashable {
    package var name: String
    /// Globs relative to the project's root.
    package var paths: [String]
    package var owner: String?
    package var location: SourceLocation?

    package init(name: String, paths: [String], owner: String? = nil, location: SourceLocation? = nil) {
        self.name = name
        self.paths = paths
        self.owner = owner
        self.location = location
    }
}
