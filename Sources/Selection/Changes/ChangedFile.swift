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

    /// Relative to the project's root.
    package var path: String
    package var kind: Kind

    package init(_ path: String, _ kind: Kind = .modified) {
        self.path = path
        self.kind = kind
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
