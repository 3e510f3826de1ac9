/// What tells an annotation from others in the next run: rule, file and message, not the line, which moves.
enum Fingerprint {
    /// 16 hexadecimal digits of FNV-1a: a name, not a protection.
    static func text(_ annotation: Annotation) -> String {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for part in [annotation.rule, annotation.file ?? "", annotation.message, annotation.tool] {
            for byte in part.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
            hash = (hash ^ 0xFF) &* 0x100_0000_01B3
        }
        let digits = String(hash, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
