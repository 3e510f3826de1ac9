/// Finds the files that end in a path, by their names read backwards in order.
struct FileEndings: Sendable {
    private let files: [String]
    private let backwards: [[UInt8]]

    init(_ files: [String]) {
        let sorted = files.map { (file: $0, key: Array($0.utf8.reversed())) }
            .sorted { $0.key.lexicographicallyPrecedes($1.key) }
        self.files = sorted.map(\.file)
        backwards = sorted.map(\.key)
    }

    /// Files that end in `/` and the path, sorted; the path itself is none of them.
    func files(endingIn path: String) -> [String] {
        let key = Array(path.utf8.reversed()) + [UInt8(ascii: "/")]
        var low = 0
        var high = backwards.count
        while low < high {
            let middle = (low + high) / 2
            if backwards[middle].lexicographicallyPrecedes(key) { low = middle + 1 } else { high = middle }
        }
        var found: [String] = []
        // More than a handful is no answer, and a name like `index.js` may have thousands.
        while low < backwards.count, found.count < 64, backwards[low].starts(with: key) {
            found.append(files[low])
            low += 1
        }
        return found.sorted()
    }
}
