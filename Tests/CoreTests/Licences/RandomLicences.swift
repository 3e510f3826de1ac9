import Core

/// Licence expressions and policies by chance: the same seed, the same ones.
struct RandomLicences {
    private var state: UInt64

    init(seed: Int) { state = UInt64(truncatingIfNeeded: seed) &* 0x9E37_79B9_7F4A_7C15 &+ 1 }

    mutating func below(_ count: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int((state >> 33) % UInt64(max(1, count)))
    }

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
