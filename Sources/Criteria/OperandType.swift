/// What the checker knows of an operand, and the algebra of dimensions; evaluation follows the same table.
enum OperandType: Equatable {
    /// A number without a unit: it scales anything, and counts things.
    case bare
    case of(Dimension)
    /// Not known here; checked where the metric is known.
    case open

    var isNumeric: Bool {
        if case .of(let dimension) = self { dimension.isNumeric } else { true }
    }

    var isCondition: Bool { self == .open || self == .of(.boolean) }

    /// The operand as a noun for messages.
    var noun: String {
        switch self {
        case .bare: "a number without a unit"
        case .of(let dimension): dimension.noun
        case .open: "a value"
        }
    }

    /// The type of `left + right` and `left - right`; nil where unlike meets unlike.
    static func sum(_ left: OperandType, _ right: OperandType) -> OperandType? {
        guard left.isNumeric, right.isNumeric else { return nil }
        switch (left, right) {
        case (.open, .bare), (.bare, .open): return .open
        case (.open, let known), (.bare, let known), (let known, .open), (let known, .bare): return known
        case (.of(let first), .of(let second)): return first == second ? left : nil
        }
    }

    /// The type of `left * right`; nil where the product means nothing, as seconds times seconds.
    static func product(_ left: OperandType, _ right: OperandType) -> OperandType? {
        guard left.isNumeric, right.isNumeric else { return nil }
        switch (left, right) {
        case (.open, _), (_, .open): return .open
        case (.bare, let other), (let other, .bare): return other
        case (.of(.ratio), .of), (.of(.count), .of(.count)): return right
        case (.of, .of(.ratio)): return left
        case (.of(.count), .of): return right
        case (.of, .of(.count)): return left
        case (.of(.rate), .of(.duration)), (.of(.duration), .of(.rate)): return .of(.count)
        case (.of, .of): return nil
        }
    }

    /// The type of `left / right`; like over like is a ratio, a count over a time is a rate.
    static func quotient(_ left: OperandType, _ right: OperandType) -> OperandType? {
        guard left.isNumeric, right.isNumeric else { return nil }
        switch (left, right) {
        case (.open, _), (_, .open): return .open
        case (_, .bare): return left
        case (.bare, .of): return quotient(.of(.count), right)
        case (_, .of(.ratio)): return left
        case (.of(let first), .of(let second)) where first == second: return .of(.ratio)
        case (.of(.count), .of(.duration)): return .of(.rate)
        case (.of(.count), .of(.rate)): return .of(.duration)
        case (.of, .of(.count)): return left
        case (.of, .of): return nil
        }
    }

    /// The type of `left operation right`.
    static func result(of operation: ArithmeticOperator, _ left: OperandType, _ right: OperandType) -> OperandType? {
        switch operation {
        case .add, .subtract: sum(left, right)
        case .multiply: product(left, right)
        case .divide: quotient(left, right)
        }
    }

    /// Whether `left` and `right` may be compared, units of bare numbers aside.
    static func areComparable(_ left: OperandType, _ right: OperandType) -> Bool {
        switch (left, right) {
        case (.open, _), (_, .open): true
        case (.of(.level), .of(.text)), (.of(.text), .of(.level)): true
        case (.of(let first), .of(let second)): first == second
        case (.bare, let other), (let other, .bare): other.isNumeric
        }
    }
}
