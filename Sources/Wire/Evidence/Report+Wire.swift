package import Core
package import Scanning

extension Report: Wired {
    package static var blank: Report { Report(path: "", format: "") }

    package mutating func visit(_ fields: inout some Fields) throws(ScanError) {
        try fields(required: "path", &path)
        try fields(required: "format", &format)
        try fields("tool", &tool)
        try fields("bytes", &bytes)
        try fields("modified", &modified)
        try fields("step", &step)
        try fields("labels", &labels)
        try fields("carried", &carried)
        try fields("messages", &messages)
        try fields("tests", &tests)
        try fields("coverage", &coverage)
        try fields("findings", &findings)
        try fields("packages", &packages)
        try fields("accessibility", &accessibility)
        try fields("contracts", &contracts)
        try fields("performance", &performance)
        try fields("measurements", &measurements)
        try fields("attestations", &attestations)
    }
}

extension PackageInventory: Wired {
    package static var blank: PackageInventory { PackageInventory() }

    package mutating func visit(_ fields: inout some Fields) throws(ScanError) {
        try fields("entries", &entries)
    }
}

extension PackageInventory.Entry: Wired {
    package static var blank: PackageInventory.Entry { PackageInventory.Entry(name: "") }

    package mutating func visit(_ fields: inout some Fields) throws(ScanError) {
        try fields(required: "name", &name)
        try fields("version", &version)
        try fields("purl", &purl)
        try fields("licences", &licences)
        try fields("kind", &kind)
        try fields(flag: "root", &isRoot)
    }
}
