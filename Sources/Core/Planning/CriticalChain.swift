/// The chain of tries that the length of a run comes from: each waited for the one before it, the last ended last.
package enum CriticalChain {
    /// A try of a step, by positions in the list of records.
    package struct Link: Sendable, Hashable {
        package var step: Int
        package var attempt: Int

        package init(step: Int, attempt: Int) {
            self.step = step
            self.attempt = attempt
        }
    }

    /// What starts within this many seconds after another has ended is taken to have waited for it.
    private static let patience = 0.002

    /// From the first to the last; empty where nothing ran.
    ///
    /// Seen from its end: what ended last before a try began, be it a step that it depends on or one whose place it took, is
    /// what it waited for.
    package static func links(_ steps: [StepRecord]) -> [Link] {
        var tries: [(link: Link, start: Double, end: Double)] = []
        for (index, step) in steps.enumerated() {
            for (number, attempt) in step.attempts.enumerated()
            where attempt.started.isFinite && attempt.seconds.isFinite {
                let link = Link(step: index, attempt: number)
                tries.append((link, attempt.started, attempt.started + max(0, attempt.seconds)))
            }
        }
        tries.sort { ($0.end, $0.start) < ($1.end, $1.start) }
        guard var current = tries.last else { return [] }
        var path = [current.link]
        var rest = tries.dropLast()
        while let place = rest.lastIndex(where: { $0.end <= current.start + patience && $0.start < current.start }) {
            current = rest[place]
            path.append(current.link)
            rest = rest[..<place]
        }
        return path.reversed()
    }
}
