/// A licence expression of SPDX: `MIT`, `GPL-2.0-or-later WITH Classpath-exception-2.0`, `(MIT OR ISC) AND Zlib`.
package indirect enum SPDXExpression: Sendable, Hashable {
    case licence(Licence)
    /// All of the terms of both hold.
    case and(SPDXExpression, SPDXExpression)
    /// One may choose.
    case or(SPDXExpression, SPDXExpression)

    /// One licence, with what an expression says of it.
    package struct Licence: Sendable, Hashable {
        /// The identifier in its own spelling, without `-only`, `-or-later` and `+`; a `LicenseRef-…` as it is written.
        package var name: String
        /// This version or any later one.
        package var orLater: Bool
        /// What `WITH` adds: a permission beyond the licence.
        package var exception: String?

        package init(name: String, orLater: Bool = false, exception: String? = nil) {
            self.name = name
            self.orLater = orLater
            self.exception = exception
        }

        /// Whether the licence is on SPDX's list.
        package var isListed: Bool { SPDXIdentifiers.canonical[name.lowercased()] != nil }
    }
}

extension SPDXExpression.Licence {
    /// Reads an identifier in any case, older spellings of the GNU licences included.
    init(identifier: String, exception: String? = nil) {
        var name = identifier
        var orLater = false
        if name.hasSuffix("+"), name.count > 1 {
            name.removeLast()
            orLater = true
        }
        for (suffix, later) in [("-or-later", true), ("-only", false)] where name.lowercased().hasSuffix(suffix) {
            let base = String(name.dropLast(suffix.count))
            let known = SPDXIdentifiers.canonical[base.lowercased()] ?? base
            guard SPDXIdentifiers.isGNU(known) else { continue }
            name = known
            orLater = orLater || later
            break
        }
        self.init(
            name: SPDXIdentifiers.canonical[name.lowercased()] ?? name,
            orLater: orLater,
            exception: exception
        )
    }

    /// The spellings under which a list may name the licence; of `or later` also that of the version itself, which
    /// one may choose.
    var spellings: [String] {
        let exact = SPDXIdentifiers.isGNU(name) ? ["\(name)-only", name] : [name]
        guard orLater else { return exact }
        return (SPDXIdentifiers.isGNU(name) ? ["\(name)-or-later", "\(name)+"] : ["\(name)+"]) + exact
    }
}

extension SPDXExpression.Licence: CustomStringConvertible {
    /// The licence as SPDX spells it today.
    package var description: String {
        let identifier =
            SPDXIdentifiers.isGNU(name) ? name + (orLater ? "-or-later" : "-only") : name + (orLater ? "+" : "")
        return exception.map { "\(identifier) WITH \($0)" } ?? identifier
    }
}

extension SPDXExpression: CustomStringConvertible {
    /// The expression with as few parentheses as read back as the same expression.
    package var description: String {
        switch self {
        case .licence(let licence): licence.description
        case .and(let left, let right): "\(left.text(below: 1)) AND \(right.text(below: 2))"
        case .or(let left, let right): "\(left.text(below: 0)) OR \(right.text(below: 1))"
        }
    }

    /// In parentheses where the expression binds less than its place asks for.
    private func text(below strength: Int) -> String {
        let own =
            switch self {
            case .licence: 2
            case .and: 1
            case .or: 0
            }
        return own < strength ? "(\(description))" : description
    }
}
