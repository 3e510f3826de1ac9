/// Which licences the packages of a project may have, as `license_policy` says it.
package struct LicensePolicy: Sendable, Equatable {
    /// Packages that the policy does not hold for, and why.
    package struct Exemption: Sendable, Hashable {
        /// Glob over `name`, `name@version` or the package URL.
        package var package: String
        package var reason: String

        package init(package: String, reason: String) {
            self.package = package
            self.reason = reason
        }
    }

    /// Where it is not empty, nothing else is acceptable.
    package var allow: [String]
    /// Never acceptable, whatever `allow` says.
    package var deny: [String]
    package var ignore: [Exemption]

    package init(allow: [String] = [], deny: [String] = [], ignore: [Exemption] = []) {
        self.allow = allow
        self.deny = deny
        self.ignore = ignore
    }
}

/// A policy made ready to judge many packages.
struct LicenseJudge {
    private let allow: LicenseList
    private let deny: LicenseList
    /// Whether what is not denied is acceptable.
    private let isOpen: Bool
    private let exemptions: [(glob: Glob, exemption: LicensePolicy.Exemption)]

    init(_ policy: LicensePolicy) {
        allow = LicenseList(policy.allow)
        deny = LicenseList(policy.deny)
        isOpen = policy.allow.isEmpty
        exemptions = policy.ignore.map { (Glob($0.package), $0) }
    }

    /// The first exemption that names the package.
    func exemption(of entry: PackageInventory.Entry) -> LicensePolicy.Exemption? {
        let names = [entry.name, entry.version.map { "\(entry.name)@\($0)" }, entry.purl].compactMap(\.self)
        return exemptions.first { pair in names.contains { pair.glob.matches($0) } }?.exemption
    }

    /// Why a package is not acceptable; nil where it is.
    func violation(of entry: PackageInventory.Entry) -> String? {
        guard !entry.licences.isEmpty else { return "no licence" }
        let reasons = entry.licences.compactMap { violation($0) }
        return reasons.isEmpty ? nil : reasons.joined(separator: "; ")
    }

    /// An expression is judged by its parts; a name in words has to be on a list just as it is written.
    func violation(_ text: String) -> String? {
        if let expression = SPDXExpression(parsing: text) { return violation(expression) }
        if deny.names(text) { return "\(text) is denied" }
        return allow.names(text) ? nil : "\"\(text)\" is neither an SPDX expression nor on the allow list"
    }

    private func violation(_ expression: SPDXExpression) -> String? {
        switch expression {
        case .licence(let licence): violation(licence)
        case .and(let left, let right):
            switch (violation(left), violation(right)) {
            case (let left?, let right?): left == right ? left : "\(left); \(right)"
            case (let left?, nil): left
            case (nil, let right): right
            }
        case .or(let left, let right):
            switch (violation(left), violation(right)) {
            case (let left?, let right?): left == right ? left : "\(left); \(right)"
            default: nil
            }
        }
    }

    /// An exception of SPDX's list only adds to what a licence permits: it is as acceptable as its licence, unless a
    /// list names both.
    ///
    /// What else is called one may take away as well.
    private func violation(_ licence: SPDXExpression.Licence) -> String? {
        if let exception = licence.exception {
            if deny.names(licence.description) { return "\(licence) is denied" }
            if allow.names(licence.description) { return nil }
            if !SPDXExceptions.contains(exception) {
                return "\(exception) is no exception of SPDX, so that it may restrict \(licence.name)"
            }
        }
        if deny.holds(licence) { return "\(licence) is denied" }
        if allow.holds(licence) { return nil }
        guard isOpen else { return "\(licence) is not on the allow list" }
        return licence.isListed ? nil : "\(licence) is no identifier of SPDX, so that it may be a denied licence"
    }
}

/// The entries of `allow` or `deny`: identifiers, with `*` for many, or licences as they are written.
private struct LicenseList {
    private var literals: Set<String> = []
    private var globs: [Glob] = []

    init(_ entries: [String]) {
        for entry in entries {
            let glob = Glob(entry.lowercased())
            if glob.isLiteral { literals.insert(entry.lowercased()) } else { globs.append(glob) }
        }
    }

    /// Whether an entry is this very text, in any case; a `*` never matches a name in words.
    func names(_ text: String) -> Bool { literals.contains(text.lowercased()) }

    /// Whether an entry means the licence, whatever exception goes with it.
    func holds(_ licence: SPDXExpression.Licence) -> Bool {
        let spellings = licence.spellings.map { $0.lowercased() }
        return spellings.contains { spelling in
            literals.contains(spelling) || globs.contains { $0.matches(spelling) }
        }
    }
}

extension LicensePolicy {
    /// The identifiers of SPDX's list.
    package static let identifiers = Set(SPDXIdentifiers.canonical.values)

    /// Whether an entry looks like an identifier of SPDX and is none: no name in words, no pattern, no reference.
    package static func isMisspelt(_ entry: String) -> Bool {
        guard case .licence(let licence)? = SPDXExpression(parsing: entry), licence.exception == nil else {
            return false
        }
        return !licence.isListed && !licence.name.contains("LicenseRef-")
    }

    /// Whether an entry is several licences in one, of which each has to be judged by itself.
    package static func isCompound(_ entry: String) -> Bool {
        switch SPDXExpression(parsing: entry) {
        case .and, .or: true
        case .licence, nil: false
        }
    }
}
