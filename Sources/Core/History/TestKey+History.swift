extension TestKey {
    /// The key as 64 bits, the same on every machine; never 0.
    package var hash: UInt64 {
        var identity = TestIdentity()
        for part in [file, suite, className, name, parameters] { identity.add(part) }
        for (key, value) in variant.sorted(by: { $0.key < $1.key }) {
            identity.add(key)
            identity.add(value)
        }
        return max(1, identity.value)
    }

    /// As people name it: `class name[parameters] (browser=firefox)`.
    package var title: String {
        var title = className.isEmpty ? name : "\(className) \(name)"
        if !parameters.isEmpty { title += "[\(parameters)]" }
        return variant.isEmpty ? title : "\(title) (\(variantText))"
    }

    /// `key=value` for each label, sorted, with `,` between them; empty without any.
    package var variantText: String {
        variant.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: ",")
    }

    /// What is left of the key when its file has moved: class by its last part, name, parameters and variant.
    var unplaced: String {
        let own = className.split(whereSeparator: { $0 == "." || $0 == "/" || $0 == ":" }).last.map(String.init)
        return [own ?? "", name, parameters, variantText].joined(separator: "\u{0}")
    }
}
