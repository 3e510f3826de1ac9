/// All that the result of a step rests on, item by item: equal for two tries that must come to the same.
package struct StepFingerprint: Sendable, Hashable {
    /// One thing that the result rests on.
    package struct Item: Sendable, Hashable, Comparable {
        /// What sort of thing it is, in the order in which a person is told of changes.
        package enum Kind: String, Sendable, Hashable, CaseIterable {
            /// How it is run: the words, the shell, the directory.
            case command
            /// What the step says that it reads and writes.
            case declaration
            /// A file that it reads, by its path.
            case file
            /// A file that a step before it made.
            case output
            /// A variable that it gets; the value is a digest.
            case variable
            case tool
            case platform
        }

        package var kind: Kind
        package var name: String
        package var value: String

        package init(_ kind: Kind, _ name: String, _ value: String) {
            self.kind = kind
            self.name = name
            self.value = value
        }

        package static func < (left: Item, right: Item) -> Bool {
            let (first, second) = (order(left.kind), order(right.kind))
            if first != second { return first < second }
            if left.name != right.name { return left.name.utf8.lexicographicallyPrecedes(right.name.utf8) }
            return left.value.utf8.lexicographicallyPrecedes(right.value.utf8)
        }

        private static func order(_ kind: Kind) -> Int { Kind.allCases.firstIndex(of: kind) ?? 0 }
    }

    /// In one order, whatever order they were found in; each once.
    package let items: [Item]

    package init(_ items: [Item]) {
        let sorted = items.sorted()
        self.items = sorted.enumerated().filter { $0.offset == 0 || sorted[$0.offset - 1] != $0.element }.map {
            $0.element
        }
    }

    /// The items as bytes that no other list of items has: every text is preceded by its length.
    package var bytes: [UInt8] {
        var bytes = Array("assay step 1\n".utf8)
        for item in items {
            for text in [item.kind.rawValue, item.name, item.value] {
                bytes += Array("\(text.utf8.count):".utf8)
                bytes += Array(text.utf8)
            }
        }
        return bytes
    }
}

extension StepFingerprint {
    /// A difference between two fingerprints of one step.
    package struct Change: Sendable, Hashable {
        package enum Way: String, Sendable, Hashable { case added, removed, changed }

        package var kind: Item.Kind
        package var name: String
        package var way: Way
        /// The values where they are fit to be read; nil of digests.
        package var old: String?
        package var new: String?

        /// `file src/a.py: changed`.
        package var words: String {
            let what = name.isEmpty ? kind.rawValue : "\(kind.rawValue) \(name)"
            guard let old, let new else { return "\(what): \(way.rawValue)" }
            return "\(what): \(old) is now \(new)"
        }
    }

    /// What is not as it was, by kind and name.
    package func changes(since old: StepFingerprint) -> [Change] {
        let before = Dictionary(grouping: old.items) { Place($0) }
        let now = Dictionary(grouping: items) { Place($0) }
        return Set(before.keys).union(now.keys).sorted().compactMap { place in
            let (first, second) = (before[place], now[place])
            if first == second { return nil }
            let way: Change.Way = first == nil ? .added : second == nil ? .removed : .changed
            var change = Change(kind: place.item.kind, name: place.item.name, way: way)
            if [.command, .declaration, .tool, .platform].contains(place.item.kind) {
                change.old = first.map { $0.map(\.value).joined(separator: ", ") }
                change.new = second.map { $0.map(\.value).joined(separator: ", ") }
            }
            return change
        }
    }

    /// An item without its value.
    private struct Place: Hashable, Comparable {
        let item: Item

        init(_ item: Item) { self.item = Item(item.kind, item.name, "") }

        static func < (left: Place, right: Place) -> Bool { left.item < right.item }
    }
}
