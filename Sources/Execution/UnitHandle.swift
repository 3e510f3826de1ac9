import Engine
import Synchronization

/// The side of a started process that the engine holds; the other side lives on the loop's thread.
final class UnitHandle: RunningProcess {
    let processID: Int32
    let unit: UInt64
    private let loop: ProcessLoop
    private let state = Mutex(State.running([]))

    private enum State {
        case running([CheckedContinuation<ProcessEnd, Never>])
        case ended(ProcessEnd)
    }

    init(processID: Int32, unit: UInt64, loop: ProcessLoop) {
        self.processID = processID
        self.unit = unit
        self.loop = loop
    }

    func wait() async -> ProcessEnd {
        await withCheckedContinuation { continuation in
            let end: ProcessEnd? = state.withLock { state in
                switch state {
                case .ended(let end): return end
                case .running(let waiting):
                    state = .running(waiting + [continuation])
                    return nil
                }
            }
            if let end { continuation.resume(returning: end) }
        }
    }

    func stop(grace: Duration) { loop.post(.stop(unit, grace: grace)) }

    func kill() { loop.post(.kill(unit)) }

    /// Called once, by the loop.
    func finish(_ end: ProcessEnd) {
        let waiting: [CheckedContinuation<ProcessEnd, Never>] = state.withLock { state in
            guard case .running(let waiting) = state else { return [] }
            state = .ended(end)
            return waiting
        }
        for continuation in waiting { continuation.resume(returning: end) }
    }
}
