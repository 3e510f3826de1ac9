/// Numbers of digits alone: cards, national numbers.
extension PersonalScanner {
    @inline(__always)
    func number(_ bytes: UnsafeRawBufferPointer, _ start: Int) -> (PersonalKind, Range<Int>)? {
        // Nearly all numbers are short: no group of any identifier is one digit alone.
        guard start + 8 <= bytes.count, ByteClass.isDigit(bytes[start + 1]) else { return nil }
        return identifier(bytes, start)
    }

    private func identifier(_ bytes: UnsafeRawBufferPointer, _ start: Int) -> (PersonalKind, Range<Int>)? {
        if start > 0 {
            switch bytes[start - 1] {
            // A part of something longer with points or signs is none of them.
            case UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "/"): return nil
            default: break
            }
        }
        let run = DigitRun(bytes, from: start)
        guard run.count >= 8, run.count <= 19 else { return nil }
        let after = run.end < bytes.count ? bytes[run.end] : 0x20
        if run.count == 8, run.groupCount == 1, isDNI(run, after),
            run.end + 1 >= bytes.count || !ByteClass.isWord(bytes[run.end + 1])
        {
            return (.nationalNumber, start..<(run.end + 1))
        }
        guard !ByteClass.isWord(after) else { return nil }
        if after == UInt8(ascii: "."), run.end + 1 < bytes.count, ByteClass.isDigit(bytes[run.end + 1]) { return nil }
        if run.groups == 0x324, run.groupCount == 3, run.isHyphenated, isSSN(run) {
            return (.nationalNumber, start..<run.end)
        }
        return isCard(run) ? (.card, start..<run.end) : nil
    }

    private func isCard(_ run: DigitRun) -> Bool {
        guard run.count >= 13, run.isEvenlyGrouped else { return false }
        let isIssued: Bool
        switch run.head(2) {
        case 40...49: isIssued = [13, 16, 19].contains(run.count)
        case 51...55, 22...27, 60, 64, 65, 35: isIssued = run.count == 16
        case 34, 37: isIssued = run.count == 15
        case 30, 36, 38: isIssued = run.count == 14
        default: isIssued = false
        }
        return isIssued && Checksums.isLuhn(run.value) && (findsSynthetic || !Synthetic.isTest(card: run))
    }

    /// What the administration never gave out is none, nor the numbers that it shows in advertisements.
    private func isSSN(_ run: DigitRun) -> Bool {
        let (area, group, serial) = (run.value / 1_000_000, run.value / 10_000 % 100, run.value % 10_000)
        return area != 0 && area != 666 && area < 900 && group != 0 && serial != 0 && run.value != 078_051_120
            && run.value != 219_099_999
    }

    private func isDNI(_ run: DigitRun, _ letter: UInt8) -> Bool {
        ByteClass.isCapital(letter) && run.kinds > 2 && Checksums.dniLetters[Int(run.value % 23)] == letter
    }
}
