extension Expression {
    /// What the expression comes to, in three-valued logic; never traps, whatever the operands are.
    ///
    /// `false && unknown` is false and `true || unknown` is true; anything else with an unknown operand is unknown,
    /// and so are NaN, infinities, and operands whose dimensions do not fit. Measured values are compared exactly;
    /// the result of arithmetic equals another value that differs by rounding only (1 part in 10¹²), so that a drop of
    /// exactly five points is not more than five points.
    package func evaluate(_ lookup: (Reference) -> Value) -> Value {
        switch outcome(lookup) {
        case .unknown(let reason): .unknown(reason: reason)
        case .bool(let truth): .bool(truth)
        case .text(let text): .text(text)
        case .number(let number): .quantity(number.value, number.type == .bare ? .count : number.dimension)
        }
    }

    private struct Number {
        var value: Double
        var type: OperandType
        /// The result of arithmetic, which rounds.
        var isRounded = false

        var dimension: Dimension {
            if case .of(let dimension) = type { dimension } else { .count }
        }
    }

    private enum Outcome {
        case unknown(String?)
        case bool(Bool)
        case text(String)
        case number(Number)

        /// The outcome as a truth value; nil with no reason where it is known not to be one.
        var condition: (truth: Bool?, reason: String?) {
            switch self {
            case .bool(let truth): (truth, nil)
            case .unknown(let reason): (nil, reason)
            case .text, .number: (nil, "an operand of a condition is neither true nor false")
            }
        }
    }

    private func outcome(_ lookup: (Reference) -> Value) -> Outcome {
        switch self {
        case .number(let number): Self.finite(Number(value: number, type: .bare), self)
        case .quantity(let quantity):
            Self.finite(Number(value: quantity.value, type: .of(quantity.dimension)), self)
        case .text(let text): .text(text)
        case .boolean(let truth): .bool(truth)
        case .reference(let reference): Self.operand(reference, lookup(reference))
        case .not(let operand):
            switch operand.outcome(lookup).condition {
            case (let truth?, _): .bool(!truth)
            case (nil, let reason): .unknown(reason)
            }
        case .negate(let operand): Self.negated(operand.outcome(lookup))
        case .arithmetic(let operation, let left, let right):
            arithmetic(operation, left.outcome(lookup), right.outcome(lookup))
        case .comparison(let operation, let left, let right):
            comparison(operation, left.outcome(lookup), right.outcome(lookup))
        case .logical(let operation, let left, let right):
            Self.logical(operation, left.outcome(lookup)) { right.outcome(lookup) }
        }
    }

    private static func operand(_ reference: Reference, _ value: Value) -> Outcome {
        switch value {
        case .unknown(let reason): .unknown(reason ?? "no value for \(reference)")
        case .bool(let truth): .bool(truth)
        case .text(let text): .text(text)
        case .quantity(let amount, let dimension):
            amount.isFinite
                ? .number(Number(value: amount, type: .of(dimension)))
                : .unknown("\(reference) is \(amount.isNaN ? "not a number" : "infinite")")
        }
    }

    private static func finite(_ number: Number, _ origin: Expression) -> Outcome {
        number.value.isFinite ? .number(number) : .unknown("\(origin) is not a finite number")
    }

    private static func negated(_ operand: Outcome) -> Outcome {
        switch operand {
        case .number(var number):
            number.value.negate()
            return .number(number)
        case .unknown: return operand
        case .bool, .text: return .unknown("only a number has a sign")
        }
    }

    private func arithmetic(_ operation: ArithmeticOperator, _ left: Outcome, _ right: Outcome) -> Outcome {
        if case .unknown = left { return left }
        if case .unknown = right { return right }
        guard case .number(let first) = left, case .number(let second) = right,
            let type = OperandType.result(of: operation, first.type, second.type)
        else { return .unknown("\(self) combines unlike operands") }
        let value =
            switch operation {
            case .add: first.value + second.value
            case .subtract: first.value - second.value
            case .multiply: first.value * second.value
            case .divide: first.value / second.value
            }
        return Self.finite(Number(value: value, type: type, isRounded: true), self)
    }

    private func comparison(_ operation: ComparisonOperator, _ left: Outcome, _ right: Outcome) -> Outcome {
        switch (left, right) {
        case (.unknown, _): return left
        case (_, .unknown): return right
        case (.number(let first), .number(let second)) where OperandType.areComparable(first.type, second.type):
            return .bool(Self.holds(operation, first, second))
        case (.text(let first), .text(let second)) where !operation.isOrdering:
            return .bool((first == second) == (operation == .equal))
        case (.bool(let first), .bool(let second)) where !operation.isOrdering:
            return .bool((first == second) == (operation == .equal))
        default: return .unknown("\(self) compares unlike operands")
        }
    }

    private static func holds(_ operation: ComparisonOperator, _ left: Number, _ right: Number) -> Bool {
        var isEqual = left.value == right.value
        if left.isRounded || right.isRounded {
            let size = max(left.value.magnitude, right.value.magnitude)
            isEqual = isEqual || (left.value - right.value).magnitude <= size * 1e-12
        }
        return switch operation {
        case .equal: isEqual
        case .notEqual: !isEqual
        case .less: !isEqual && left.value < right.value
        case .atMost: isEqual || left.value < right.value
        case .greater: !isEqual && left.value > right.value
        case .atLeast: isEqual || left.value > right.value
        }
    }

    private static func logical(_ operation: LogicalOperator, _ left: Outcome, _ right: () -> Outcome) -> Outcome {
        let decisive = operation == .or
        let first = left.condition
        if first.truth == decisive { return .bool(decisive) }
        let second = right().condition
        if second.truth == decisive { return .bool(decisive) }
        guard first.truth != nil else { return .unknown(first.reason) }
        guard second.truth != nil else { return .unknown(second.reason) }
        return .bool(!decisive)
    }
}
