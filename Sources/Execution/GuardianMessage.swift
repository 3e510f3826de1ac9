/// What a run tells its guardian: five bytes, a letter and a process id in little-endian order.
enum GuardianMessage: Hashable, Sendable {
    /// The leader of a new session.
    case started(Int32)
    /// The session has been swept.
    case ended(Int32)
    /// The run has ended as it should.
    case release

    static let length = 5

    var bytes: [UInt8] {
        let (letter, id): (Character, Int32) =
            switch self {
            case .started(let id): ("+", id)
            case .ended(let id): ("-", id)
            case .release: ("q", 0)
            }
        let bits = UInt32(bitPattern: id)
        return [letter.asciiValue ?? 0] + (0..<4).map { UInt8(truncatingIfNeeded: bits >> ($0 * 8)) }
    }

    init?(_ bytes: some Collection<UInt8>) {
        guard bytes.count == Self.length, let letter = bytes.first else { return nil }
        let bits = bytes.dropFirst().reversed().reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
        switch letter {
        case UInt8(ascii: "+"): self = .started(Int32(bitPattern: bits))
        case UInt8(ascii: "-"): self = .ended(Int32(bitPattern: bits))
        case UInt8(ascii: "q"): self = .release
        default: return nil
        }
    }
}
