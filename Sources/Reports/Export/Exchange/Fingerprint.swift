/// What tells an annotation from others in the next run: rule, file and message, not the line, which moves.
package enum Fingerprint {
    /// 16 hexadecimal digits of FNV-1a: a name, not a protection.
    static func text(_ annotation: Annotation) -> String {
        let parts = [annotation.rule, annotation.file ?? "", annotation.message, annotation.tool]
        return text(of: parts.flatMap { Array($0.utf8) + [0xFF] })
    }

    /// The same of any bytes.
    package static func text(of bytes: [UInt8]) -> String {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        let digits = String(hash, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
