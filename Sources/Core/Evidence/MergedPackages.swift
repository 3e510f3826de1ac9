/// The packages of all inventories, each name and version once, with every licence that any of them states.
struct MergedPackages {
    private(set) var entries: [PackageInventory.Entry] = []
    private(set) var provenance: [Provenance] = []

    init(_ reports: [Report]) {
        var places: [[String?]: Int] = [:]
        for report in reports {
            guard let inventory = report.packages else { continue }
            provenance.append(report.provenance)
            for entry in inventory.entries where entry.isPackage {
                let key = [entry.name.lowercased(), entry.version]
                guard let place = places[key] else {
                    places[key] = entries.count
                    entries.append(entry)
                    continue
                }
                let known = entries[place].licences
                entries[place].licences += entry.licences.filter { !known.contains($0) }
                if entries[place].purl == nil { entries[place].purl = entry.purl }
            }
        }
    }
}
