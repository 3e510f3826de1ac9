extension Array {
    /// Makes room in a list that is read off a document for what is likely to follow: it is then copied less often.
    ///
    /// `done` of `total` bytes have given what is in it since it had `first` elements. What is likely may be wrong: a list
    /// never grows more than sixteenfold at once, nor by more than 256 MiB unless it is as large already.
    mutating func reserveLikely(since first: Int, done: Int, of total: Int) {
        guard count == capacity, count - first >= 1_024, done > 0, total > done else { return }
        let likely = Double(count - first) * Double(total - done) / Double(done) * 1.02
        let most = Swift.min(15 * count, (256 << 20) / MemoryLayout<Element>.stride)
        reserveCapacity(count + Swift.max(count, Int(Swift.min(likely, Double(most)))))
    }
}
