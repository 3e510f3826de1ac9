/// What the values of a field are, for quotes and for databases.
extension ColumnCompiler {
    func type(_ kind: FieldKind) -> Column.ValueType {
        switch kind {
        case .sequence: return .integer
        case .uuid: return .uuid
        case .boolean: return .boolean
        case .number(let number): return number.decimals == 0 ? .integer : .decimal
        case .time(let time):
            switch time.form {
            case .timestamp: return .timestamp
            case .date: return .date
            case .unix: return .integer
            }
        case .reference(spec.name, let column, _): return type(spec.fields[position(column)].kind)
        case .reference(let name, let column, _):
            return parents[name]?.columns.first { $0.name == column }?.type ?? .text
        case .conditional(_, _, let kinds, let otherwise):
            let types = Set((kinds + [otherwise].compactMap { $0 }).map(type))
            return types.count == 1 ? types.first ?? .text : .text
        default: return .text
        }
    }

    /// Whether values may hold commas, quotes, tabs and the like.
    func isFree(_ kind: FieldKind) -> Bool {
        switch kind {
        case .constant(let text): !Self.isPlain(text)
        case .choice(let choices): !choices.allSatisfy { Self.isPlain($0.value) }
        case .pattern, .grammar, .join, .conditional: true
        case .domain(let word): word == .userAgent
        case .reference(spec.name, let column, _): isFree(spec.fields[position(column)].kind)
        case .reference(let name, let column, _): parents[name]?.columns.first { $0.name == column }?.isFree ?? true
        default: false
        }
    }

    /// Whether no form of output quotes or escapes anything of a text.
    private static func isPlain(_ text: String) -> Bool {
        !text.isEmpty && text.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x22 && $0 != 0x2C && $0 != 0x5C }
    }
}

extension FieldKind {
    var isUniqueByItself: Bool {
        switch self {
        case .uuid: true
        case .sequence(_, let step): step != 0
        default: false
        }
    }
}
