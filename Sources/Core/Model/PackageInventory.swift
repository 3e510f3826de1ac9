/// The packages that a project is made of, as a bill of materials or a licence tool lists them.
package struct PackageInventory: Sendable, Equatable {
    package var entries: [Entry]

    package init(entries: [Entry] = []) { self.entries = entries }

    /// One thing that is listed: mostly a package, sometimes the project itself, a file, or an operating system.
    package struct Entry: Sendable, Hashable {
        package var name: String
        package var version: String?
        /// Package URL (purl), such as `pkg:npm/left-pad@1.3.0`.
        package var purl: String?
        /// SPDX expressions, or names as they are written, each of which holds; empty where none is known.
        package var licences: [String]
        /// What it is, in the tool's word and lower case: `library`, `operating-system`; nil where it is not said.
        package var kind: String?
        /// What the inventory describes, or a part of it: the project's own, and no dependency.
        package var isRoot: Bool

        package init(
            name: String,
            version: String? = nil,
            purl: String? = nil,
            licences: [String] = [],
            kind: String? = nil,
            isRoot: Bool = false
        ) {
            self.name = name
            self.version = version
            self.purl = purl
            self.licences = licences
            self.kind = kind
            self.isRoot = isRoot
        }

        /// `left-pad 1.3.0`, or the name alone.
        package var title: String { version.map { "\(name) \($0)" } ?? name }

        /// Whether it is somebody's package, which needs a licence: no part of the project, and no mere file or device.
        package var isPackage: Bool {
            guard !isRoot else { return false }
            guard let kind, Self.otherKinds.contains(kind) else { return true }
            return purl != nil || !licences.isEmpty
        }

        /// Kinds that are packages only where they have a package URL or a licence.
        private static let otherKinds: Set<String> = [
            "application", "container", "cryptographic-asset", "data", "device", "device-driver", "file", "firmware",
            "machine-learning-model", "operating-system", "platform",
        ]
    }
}
