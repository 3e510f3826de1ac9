/// What lay at the places that a step promises files for, before each of its tries and after the last one.
package struct StepTries: Sendable, Equatable {
    /// By path; the state before a try is that after the try before it.
    private var states: [[String: FileStamp]]

    package init(before: [String: FileStamp]) { states = [before] }

    /// Tells what lies there once a try has ended.
    package mutating func ended(_ state: [String: FileStamp]) { states.append(state) }

    /// How many tries have ended.
    package var count: Int { states.count - 1 }

    package var before: [String: FileStamp] { states.first ?? [:] }
    package var now: [String: FileStamp] { states.last ?? [:] }

    /// The last try, from 1, that made the file or changed it; nil where the file is as it was before all of them, and
    /// where there is none.
    package func writer(of path: String) -> Int? {
        guard let current = now[path], count > 0 else { return nil }
        return (1...count).last { number in
            states[number][path] == current && states[number - 1][path] != current
        }
    }

    /// What the last try has made or changed.
    package var written: [String] { now.keys.filter { writer(of: $0) == count }.sorted() }
}
