extension Finding {
    /// A package as a scanner names it.
    package struct Package: Sendable, Hashable {
        /// As the tool writes it: `org.apache.logging.log4j:log4j-core`, `@angular/core`.
        package var name: String
        package var version: String?
        /// The package URL, such as `pkg:npm/%40angular/core@17.0.1`.
        package var url: String?
        /// The versions in which what was found is mended, in the tool's words; nil where it says none.
        package var fixed: String?

        package init(name: String, version: String? = nil, url: String? = nil, fixed: String? = nil) {
            self.name = name
            self.version = version
            self.url = url
            self.fixed = fixed
        }

        /// `name version`, for people.
        package var title: String { version.map { "\(name) \($0)" } ?? name }

        /// What is the same however tools write the name: from the package URL where there is one.
        var key: PackageKey {
            guard let url, let key = PackageKey(url: url) else { return PackageKey(name: name, version: version) }
            return key.version == nil ? PackageKey(canonical: key.name, version: version) : key
        }
    }
}
