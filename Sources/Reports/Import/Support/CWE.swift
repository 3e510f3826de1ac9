/// Numbers of the Common Weakness Enumeration out of the ways in which tools write them.
enum CWE {
    /// 79 of `external/cwe/cwe-79`, `CWE-79`, `CWE-79: Cross-site Scripting`, `cwe:79`.
    static func number(_ text: String) -> Int? {
        let bytes = Array(text.lowercased().utf8)
        let mark = Array("cwe".utf8)
        guard bytes.count > 4 else { return nil }
        for start in 0..<(bytes.count - 3) where bytes[start..<start + 3].elementsEqual(mark) {
            if start > 0, isWord(bytes[start - 1]) { continue }
            var index = start + 3
            if [0x2D, 0x3A, 0x5F, 0x20].contains(bytes[index]) { index += 1 }
            var number = 0
            let first = index
            while index < bytes.count, index - first < 6, (0x30...0x39).contains(bytes[index]) {
                number = number * 10 + Int(bytes[index] - 0x30)
                index += 1
            }
            if index > first { return number }
        }
        return nil
    }

    private static func isWord(_ byte: UInt8) -> Bool {
        (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte)
    }
}
