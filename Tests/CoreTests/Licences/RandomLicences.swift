import Core
import TestSupport

/// Licence expressions and policies by chance: the same seed, the same ones.
struct RandomLicences {
    private var random: SeededGenerator

    init(seed: Int) { random = SeededGenerator(seed: UInt64(seed)) }

    mutating func below(_ count: Int) -> Int { random.below(max(1, count)) }

    static let names = ["MIT", "ISC", "Apache-2.0", "GPL-2.0", "LGPL-3.0", "Zlib", "LicenseRef-own", "Odd-1.0"]

    mutating func licence() -> SPDXExpression.Licence {
        SPDXExpression.Licence(
            name: Self.names[below(Self.names.count)],
            orLater: below(4) == 0,
            exception: below(6) == 0 ? "Classpath-exception-2.0" : nil
        )
    }

    mutating func expression(_ depth: Int = 4) -> SPDXExpression {
        guard depth > 0, below(3) > 0 else { return .licence(licence()) }
        let (left, right) = (expression(depth - 1), expression(depth - 1))
        return below(2) == 0 ? .and(left, right) : .or(left, right)
    }

    mutating func list() -> [String] { (0..<below(5)).map { _ in entry() } }

    mutating func entry() -> String {
        below(8) == 0 ? "GPL-*" : licence().description
    }

    mutating func text() -> String {
        let pieces = ["MIT", " ", "(", ")", "AND", "OR", "WITH", "+", "or", "License", "/", "é", "\u{0}", "-", ":"]
        return (0..<below(14)).map { _ in pieces[below(pieces.count)] }.joined()
    }
}
