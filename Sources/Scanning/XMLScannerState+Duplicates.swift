import Glibc

extension XMLScannerState {
    /// Two attributes of one name are an error; sorted when there are many, so that it is never quadratic.
    func checkDuplicates() throws(ScanError) {
        let base = source.base
        if attributeCount > 24 { return try checkManyDuplicates() }
        let known = attributes.pointer
        var index = 1
        while index < attributeCount {
            let name = known[index].name
            let length = name.count
            let first = base[name.start]
            let last = base[name.end &- 1]
            var other = 0
            while other < index {
                let candidate = known[other].name
                if candidate.count == length, base[candidate.start] == first, base[candidate.end &- 1] == last,
                    memcmp(base + candidate.start, base + name.start, length) == 0
                {
                    throw duplicate(name)
                }
                other &+= 1
            }
            index &+= 1
        }
    }

    private func checkManyDuplicates() throws(ScanError) {
        var names = UnsafeBufferPointer(start: attributes.pointer, count: attributeCount).map(\.name)
        let base = source.base
        names.sort { left, right in
            if left.count != right.count { return left.count < right.count }
            let order = memcmp(base + left.start, base + right.start, left.count)
            return order == 0 ? left.start < right.start : order < 0
        }
        for index in names.indices.dropFirst() {
            let (left, right) = (names[index - 1], names[index])
            if left.count == right.count, memcmp(base + left.start, base + right.start, left.count) == 0 {
                throw duplicate(right)
            }
        }
    }

    private func duplicate(_ name: ByteRange) -> ScanError {
        source.error("attribute '\(source.shown(name))' occurs twice in one tag", at: name.start)
    }
}
