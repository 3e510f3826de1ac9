extension Array {
    /// Makes room in a list that is read off a document for what is likely to follow: it is then copied less often.
    ///
    /// `done` of `total` bytes have given what is in it since it had `first` elements. It never grows more than fourfold
    /// at once, as what is likely may be wrong.
    mutating func reserveLikely(since first: Int, done: Int, of total: Int) {
        guard count == capacity, count - first >= 1_024, done > 0, total > done else { return }
        let likely = Double(count - first) * Double(total - done) / Double(done) * 1.02
        reserveCapacity(count + Swift.max(count, Int(Swift.min(likely, Double(3 * count)))))
    }
}
