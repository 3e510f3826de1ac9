/// What the change of a field does to the bar that the change itself is judged by: whether its gates are met.
package enum Bar: Sendable, Hashable {
    /// Lowers or raises it: what the protected branch says holds, whatever the change says.
    case held(HeldPart)
    /// May lower it, and only the change can say what is true of it: its own value holds, and every report names the key.
    case named
    /// Lowers nothing: at worst something is not measured, which is never green.
    case free
}

/// A part of a project that is taken from the protected branch as a whole.
package enum HeldPart: Sendable, Hashable, CaseIterable {
    /// What the gates ask; what only the change asks, holds beside it.
    case gates
    case waivers
    case attestationKeys
    /// Globs of files that coverage is not asked of.
    case ignoredPaths
    /// Tests that decide nothing.
    case quarantine
    /// What must hold before a deployment.
    case deployments
}

extension FileFormat {
    /// The keys that no mark is on or above, by their paths: there must be none.
    package static var unmarkedKeys: [String] { unmarked(root, below: "", nil) }

    private static func unmarked(_ shape: Shape, below path: String, _ bar: Bar?) -> [String] {
        switch shape {
        case .mapping(let fields), .ordered(let fields):
            return fields.flatMap { field -> [String] in
                let here = path.isEmpty ? field.key : "\(path).\(field.key)"
                let inner = unmarked(field.shape, below: here, field.bar ?? bar)
                return field.bar == nil && bar == nil && !field.shape.hasFields ? [here] : inner
            }
        case .names(_, let value), .orderedNames(_, let value): return unmarked(value, below: "\(path).*", bar)
        case .list(let item), .oneOrMany(let item): return unmarked(item, below: path, bar)
        case .either(let shapes): return shapes.flatMap { unmarked($0, below: path, bar) }
        default: return []
        }
    }
}

extension Shape {
    /// Whether it names keys of its own, which bear their marks themselves.
    var hasFields: Bool {
        switch self {
        case .mapping, .ordered: true
        case .names(_, let value), .orderedNames(_, let value): value.hasFields
        case .list(let item), .oneOrMany(let item): item.hasFields
        case .either(let shapes): shapes.contains(where: \.hasFields)
        default: false
        }
    }

    /// Whether a key below has a mark of its own.
    var hasMarks: Bool {
        switch self {
        case .mapping(let fields), .ordered(let fields): fields.contains { $0.bar != nil || $0.shape.hasMarks }
        case .names(_, let value), .orderedNames(_, let value): value.hasMarks
        case .list(let item), .oneOrMany(let item): item.hasMarks
        case .either(let shapes): shapes.contains(where: \.hasMarks)
        default: false
        }
    }
}
