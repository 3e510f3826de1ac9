/// Which names of vulnerabilities mean the same one: names that were reported together are joined (union–find).
struct AliasClasses {
    private var numbers: [String: Int] = [:]
    private var parents: [Int] = []

    /// Ids that stand for one vulnerability each; an advisory of a distribution may stand for many, and joins nothing.
    private static let prefixes = Set(
        ["CVE", "GHSA", "OSV", "PYSEC", "GO", "RUSTSEC", "SNYK", "MAL", "NPM", "GMS", "RSEC", "HSEC", "PSF"].map(word)
    )

    /// Asked of every finding, so without a copy of its rule: what stands before the first dash as one number.
    static func isAdvisory(_ id: String) -> Bool {
        guard let dash = id.utf8.prefix(8).firstIndex(of: UInt8(ascii: "-")) else { return false }
        return prefixes.contains(word(id[..<dash]))
    }

    /// At most seven letters, whatever their case.
    private static func word(_ text: some StringProtocol) -> UInt64 {
        text.utf8.reduce(0) { $0 << 8 | UInt64((0x61...0x7A).contains($1) ? $1 - 0x20 : $1) }
    }

    /// Joins all names of a finding.
    mutating func join(_ finding: Finding) {
        let ids = Self.names(of: finding)
        guard let first = ids.first else { return }
        let root = root(of: number(of: first))
        for id in ids.dropFirst() {
            let other = self.root(of: number(of: id))
            parents[other] = root
        }
    }

    /// The class of a finding's names.
    mutating func number(of finding: Finding) -> Int {
        guard let first = Self.names(of: finding).first else { return -1 }
        return root(of: number(of: first))
    }

    /// The rule and its aliases; of several CVEs the first only, as a vendor's entry for two would make them one.
    private static func names(of finding: Finding) -> [String] {
        var names: [String] = []
        var hasCVE = false
        for name in [finding.rule] + finding.aliases.filter(isAdvisory).sorted() {
            let upper = name.uppercased()
            if upper.hasPrefix("CVE-") {
                if hasCVE { continue }
                hasCVE = true
            }
            names.append(upper)
        }
        return names
    }

    private mutating func number(of name: String) -> Int {
        if let number = numbers[name] { return number }
        let number = parents.count
        numbers[name] = number
        parents.append(number)
        return number
    }

    private mutating func root(of number: Int) -> Int {
        var number = number
        while parents[number] != number {
            parents[number] = parents[parents[number]]
            number = parents[number]
        }
        return number
    }
}
