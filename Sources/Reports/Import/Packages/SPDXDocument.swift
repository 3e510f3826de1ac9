import Core

/// What an SPDX document says of packages, whichever way it is written; it becomes an inventory.
struct SPDXDocument {
    struct Package {
        var id: String
        var name: String
        var version: String?
        var purl: String?
        var concluded: String?
        var declared: String?
        var purpose: String?
    }

    var packages: [Package] = []
    /// Identifiers of files and snippets.
    var others: Set<String> = []
    /// What the document says it describes.
    var described: Set<String> = []

    /// The packages; the one package that the document describes is the project's own.
    ///
    /// Some tools say of every package that the document describes it: those are all dependencies.
    var inventory: PackageInventory {
        let roots = packages.filter { described.contains($0.id) }
        let root = roots.count == 1 ? roots.first?.id : nil
        return PackageInventory(
            entries: packages.map { package in
                PackageInventory.Entry(
                    name: package.name,
                    version: package.version,
                    purl: package.purl,
                    licences: [LicenceText.known(package.concluded) ?? LicenceText.known(package.declared)]
                        .compactMap(\.self),
                    kind: package.purpose?.lowercased(),
                    isRoot: package.id == root
                )
            }
        )
    }

    /// The documents' tool: `Tool: syft-1.4`.
    static func tool(_ creators: [String]) -> String? {
        creators.first { $0.hasPrefix("Tool:") }.map { String($0.dropFirst(5).drop { $0 == " " }) }
    }
}
