/// Something that was never said before.
enum Nonce {
    static func make() -> String {
        var generator = SystemRandomNumberGenerator()
        let (first, second): (UInt64, UInt64) = (generator.next(), generator.next())
        return String(first, radix: 16) + String(second, radix: 16)
    }
}
