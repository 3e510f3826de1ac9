/// A file that a change touches.
package struct ChangedFile: Sendable, Hashable {
    package enum Kind: String, Sendable, Hashable {
        case added
        case modified
        /// Gone, also where it has another name now.
        case deleted
        /// A link or a submodule: whatever lies below it may be something else.
        case place
    }

    /// What has changed.
    package enum Subject: Sendable, Hashable {
        case file
        /// An installed package, whose name this is.
        case package(String)
        /// What is built of a file, with packages that this lockfile changes.
        case product(lockfile: String)
    }

    /// Relative to the project's root; of a package what stands for it in maps.
    package var path: String
    package var kind: Kind
    package var subject = Subject.file

    package init(_ path: String, _ kind: Kind = .modified) {
        self.path = path
        self.kind = kind
    }

    package init(package name: String, of kind: InstalledPackage.Kind, _ change: Kind) {
        self.init(InstalledPackage.place(of: name, kind), change)
        subject = .package(name)
    }
}

/// What a change touches, or why that is not known.
package enum Changes: Sendable, Hashable {
    /// `base`: what the tree is compared with, in words.
    case files([ChangedFile], base: String)
    /// Everything may have changed; the reason completes "everything runs: …".
    case unproven(reason: String)

    package var files: [ChangedFile] {
        if case .files(let files, _) = self { files } else { [] }
    }

    package var base: String {
        if case .files(_, let base) = self { base } else { "an unknown base" }
    }
}
