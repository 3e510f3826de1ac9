import Core
import Execution
import Synchronization

/// Work on many items by as many tasks as there are processors.
package enum Parallel {
    /// What the closure makes of each item, in the order of the items, whichever was done first.
    ///
    /// An item is taken only once a task is free, so that no more of them are in work than there are processors.
    package static func map<Item: Sendable, Value: Sendable>(
        _ items: [Item],
        width: Int = MachineProbe().machine().cores,
        _ transform: @escaping @Sendable (Item) -> Value
    ) async -> [Value] {
        await map(items, width: width, sharing: {}) { item, _ in transform(item) }
    }

    /// The same, where the items that one task takes share what `sharing` makes for it.
    package static func map<Item: Sendable, Value: Sendable, Shared>(
        _ items: [Item],
        width: Int = MachineProbe().machine().cores,
        sharing: @escaping @Sendable () -> Shared,
        _ transform: @escaping @Sendable (Item, inout Shared) -> Value
    ) async -> [Value] {
        let width = min(width, items.count)
        guard width > 1 else {
            var shared = sharing()
            return items.map { transform($0, &shared) }
        }
        let queue = Queue()
        return await withTaskGroup(of: [(index: Int, value: Value)].self) { group in
            for _ in 0..<width {
                group.addTask {
                    var shared = sharing()
                    var done: [(index: Int, value: Value)] = []
                    while let index = queue.take(below: items.count) {
                        done.append((index, transform(items[index], &shared)))
                    }
                    return done
                }
            }
            var values = [Value?](repeating: nil, count: items.count)
            for await done in group {
                for (index, value) in done { values[index] = value }
            }
            return values.compactMap(\.self)
        }
    }

    /// The next item that nobody has taken.
    private final class Queue: Sendable {
        private let next = Atomic(0)

        func take(below count: Int) -> Int? {
            let index = next.add(1, ordering: .relaxed).oldValue
            return index < count ? index : nil
        }
    }
}
