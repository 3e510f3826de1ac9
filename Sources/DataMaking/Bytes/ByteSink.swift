/// Bytes that grow, are written to, and are used again: no text is made for a value.
package final class ByteSink {
    private struct State {
        var base: UnsafeMutablePointer<UInt8>
        var count: Int
        var capacity: Int
    }

    /// Behind a pointer: every byte asks for it, and asking a class whether nobody else changes it takes longer than the byte.
    private let state: UnsafeMutablePointer<State>

    @inline(__always)
    var base: UnsafeMutablePointer<UInt8> { state.pointee.base }

    @inline(__always)
    package private(set) var count: Int {
        get { state.pointee.count }
        set { state.pointee.count = newValue }
    }

    package init(capacity: Int = 1 << 20) {
        state = .allocate(capacity: 1)
        let capacity = max(64, capacity)
        state.initialize(to: State(base: .allocate(capacity: capacity), count: 0, capacity: capacity))
    }

    deinit {
        base.deallocate()
        state.deallocate()
    }

    package func removeAll() { count = 0 }

    package var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: base, count: count) }

    /// Makes room for so many more bytes.
    @inline(__always)
    func reserve(_ more: Int) {
        if count &+ more > state.pointee.capacity { grow(more) }
    }

    @inline(never)
    private func grow(_ more: Int) {
        let larger = max(state.pointee.capacity * 2, count + more)
        let room = UnsafeMutablePointer<UInt8>.allocate(capacity: larger)
        room.update(from: base, count: count)
        base.deallocate()
        state.pointee.base = room
        state.pointee.capacity = larger
    }

    @inline(__always)
    func append(_ byte: UInt8) {
        reserve(1)
        base[count] = byte
        count &+= 1
    }

    @inline(__always)
    func append(_ bytes: UnsafePointer<UInt8>, _ length: Int) {
        reserve(length)
        (base + count).update(from: bytes, count: length)
        count &+= length
    }

    /// Bytes behind which sixteen may be read: nearly all words are copied in one go, without a call.
    @inline(__always)
    func append(short bytes: UnsafePointer<UInt8>, _ length: Int) {
        guard length <= 16 else { return append(bytes, length) }
        reserve(16)
        UnsafeMutableRawPointer(base + count)
            .storeBytes(of: UnsafeRawPointer(bytes).loadUnaligned(as: SIMD16<UInt8>.self), as: SIMD16<UInt8>.self)
        count &+= length
    }

    package func append(_ bytes: [UInt8]) {
        bytes.withUnsafeBufferPointer { if let start = $0.baseAddress { append(start, $0.count) } }
    }

    package func append(_ text: String) {
        var text = text
        text.withUTF8 { if let start = $0.baseAddress { append(start, $0.count) } }
    }

    @inline(__always)
    func append(_ text: StaticString) { append(text.utf8Start, text.utf8CodeUnitCount) }

    // MARK: Numbers

    @inline(__always)
    func append(decimal value: UInt64) {
        reserve(20)
        var rest = value
        let length = ByteSink.digits(value)
        var place = count &+ length
        repeat {
            let (quotient, digit) = rest.quotientAndRemainder(dividingBy: 10)
            place &-= 1
            base[place] = 0x30 &+ UInt8(truncatingIfNeeded: digit)
            rest = quotient
        } while rest > 0
        count &+= length
    }

    @inline(__always)
    func append(decimal value: Int64) {
        if value < 0 { append(UInt8(ascii: "-")) }
        append(decimal: value.magnitude)
    }

    /// With zeros in front up to a width.
    @inline(__always)
    func append(decimal value: UInt64, width: Int) {
        reserve(width)
        var rest = value
        var place = count &+ width
        while place > count {
            let (quotient, digit) = rest.quotientAndRemainder(dividingBy: 10)
            place &-= 1
            base[place] = 0x30 &+ UInt8(truncatingIfNeeded: digit)
            rest = quotient
        }
        count &+= width
    }

    /// A whole number of units of 10^-decimals.
    @inline(__always)
    func append(scaled value: Int64, decimals: Int) {
        guard decimals > 0 else { return append(decimal: value) }
        if value < 0 { append(UInt8(ascii: "-")) }
        let scale = ByteSink.powers[decimals]
        let (whole, part) = value.magnitude.quotientAndRemainder(dividingBy: scale)
        append(decimal: whole)
        append(UInt8(ascii: "."))
        append(decimal: part, width: decimals)
    }

    @inline(__always)
    func append(hexadecimal value: UInt64, width: Int) {
        reserve(width)
        var rest = value
        var place = count &+ width
        while place > count {
            place &-= 1
            let digit = UInt8(truncatingIfNeeded: rest & 15)
            base[place] = digit < 10 ? 0x30 &+ digit : 0x57 &+ digit
            rest >>= 4
        }
        count &+= width
    }

    /// In digits and small letters, for short marks that never look like a number by themselves.
    func append(base36 value: UInt64) {
        let start = count
        var rest = value
        repeat {
            let digit = UInt8(truncatingIfNeeded: rest % 36)
            append(digit < 10 ? 0x30 &+ digit : 0x57 &+ digit)
            rest /= 36
        } while rest > 0
        var (low, high) = (start, count - 1)
        while low < high {
            (base[low], base[high]) = (base[high], base[low])
            low += 1
            high -= 1
        }
    }

    static let powers: [UInt64] = (0...18).map { (0..<$0).reduce(1) { product, _ in product * 10 } }

    @inline(__always)
    private static func digits(_ value: UInt64) -> Int {
        var (length, bound) = (1, UInt64(10))
        while length < 20, value >= bound {
            length &+= 1
            let (next, overflowed) = bound.multipliedReportingOverflow(by: 10)
            if overflowed { return value >= bound ? 20 : length }
            bound = next
        }
        return length
    }

    // MARK: Changes of what stands there already

    /// Puts what was written since `start` into quotes, doubling those inside.
    func quote(from start: Int) {
        let written = Array(UnsafeBufferPointer(start: base + start, count: count - start))
        count = start
        append(UInt8(ascii: "\""))
        for byte in written {
            if byte == UInt8(ascii: "\"") { append(byte) }
            append(byte)
        }
        append(UInt8(ascii: "\""))
    }

    /// Whether a byte that CSV cannot hold unquoted was written since `start`.
    func needsQuotes(from start: Int) -> Bool {
        for place in start..<count {
            switch base[place] {
            case UInt8(ascii: ","), UInt8(ascii: "\""), 0x0A, 0x0D: return true
            default: continue
            }
        }
        return start == count
    }

    /// Replaces each byte written since `start` that has an escape.
    func escape(from start: Int, _ escape: (UInt8) -> StaticString?) {
        guard (start..<count).contains(where: { escape(base[$0]) != nil }) else { return }
        let written = Array(UnsafeBufferPointer(start: base + start, count: count - start))
        count = start
        for byte in written {
            if let text = escape(byte) { append(text) } else { append(byte) }
        }
    }
}
