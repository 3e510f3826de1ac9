import CLinux
import Engine
import Glibc

/// What the loop's thread owns: every unit, and the descriptors by which the kernel tells of them.
final class ProcessLoopState {
    let epoll: Int32
    var units: [UInt64: ProcessUnit] = [:]
    /// Guardians by token: they are children too, but belong to no unit.
    var guardians: [UInt64: (process: Int32, descriptor: Int32)] = [:]
    var delayed: [DelayedLaunch] = []
    let null: Int32
    let loop: ProcessLoop
    private let wake: Int32
    private var lastToken: UInt64 = 0
    private let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)

    /// A start that failed because the file was still open for writing somewhere, to be repeated.
    struct DelayedLaunch {
        var launch: ProcessLoop.Launch
        var tries: Int
        var at: Duration
    }

    init(loop: ProcessLoop, epoll: Int32, wake: Int32) {
        self.loop = loop
        self.epoll = epoll
        self.wake = wake
        null = open("/dev/null", O_RDWR | O_CLOEXEC)
    }

    deinit {
        buffer.deallocate()
        close(null)
    }

    func run() {
        var events = [csys_event](repeating: csys_event(), count: 64)
        while true {
            let count = csys_epoll_wait(epoll, &events, Int32(events.count), timeout())
            // A broken epoll descriptor cannot happen short of a bug; a pause keeps that from burning a core.
            if count < 0 { usleep(10_000) }
            for event in events.prefix(Int(max(count, 0))) { dispatch(event.token) }
            attendToDeadlines()
        }
    }

    /// Tokens are 4 × number + what happened, so that stale ones find nothing.
    enum Source: UInt64 {
        case requests = 0
        case leader = 1
        case output = 2
        case guardian = 3
    }

    func nextToken() -> UInt64 {
        lastToken += 1
        return lastToken
    }

    func token(_ id: UInt64, _ source: Source) -> UInt64 { id << 2 | source.rawValue }

    private func dispatch(_ token: UInt64) {
        let id = token >> 2
        switch Source(rawValue: token & 3) {
        case .requests, nil: for request in loop.takeRequests() { perform(request) }
        case .leader: if let unit = units[id] { leaderEnded(unit) }
        case .output: if let unit = units[id] { outputReady(unit) }
        case .guardian: guardianEnded(id)
        }
    }

    private func perform(_ request: ProcessLoop.Request) {
        switch request {
        case .start(let launch): start(launch, tries: 0)
        case .stop(let id, let grace): if let unit = units[id] { advance(unit, .stop(grace: grace)) }
        case .kill(let id): if let unit = units[id] { advance(unit, .kill) }
        }
    }

    /// Milliseconds until something is due, rounded up; -1 for never.
    private func timeout() -> Int32 {
        var earliest: Duration?
        for unit in units.values {
            if let deadline = unit.deadline { earliest = min(earliest ?? deadline, deadline) }
        }
        for launch in delayed { earliest = min(earliest ?? launch.at, launch.at) }
        guard let earliest else { return -1 }
        let remaining = earliest - SystemClock.now()
        guard remaining > .zero else { return 0 }
        let (seconds, attoseconds) = remaining.components
        return Int32(min(seconds, 3600) * 1000 + attoseconds / 1_000_000_000_000_000 + 1)
    }

    private func attendToDeadlines() {
        guard !delayed.isEmpty || units.values.contains(where: { $0.deadline != nil }) else { return }
        let now = SystemClock.now()
        let due = delayed.filter { $0.at <= now }
        delayed.removeAll { $0.at <= now }
        for launch in due { start(launch.launch, tries: launch.tries) }
        for unit in Array(units.values) {
            guard let deadline = unit.deadline, deadline <= now else { continue }
            if unit.leaderEnded { survey(unit) } else { advance(unit, .tick) }
        }
    }

    // MARK: - What happens to a unit

    private func outputReady(_ unit: ProcessUnit) {
        guard unit.drain(into: buffer, limit: buffer.count * 4) else { return }
        closePipe(unit)
        if unit.leaderEnded { survey(unit) }
    }

    private func leaderEnded(_ unit: ProcessUnit) {
        guard !unit.leaderEnded else { return }
        unit.leaderEnded = true
        // The leader stays a zombie until the unit's end: its id, which is also the group's, cannot be reused.
        _ = csys_epoll_remove(epoll, unit.leaderDescriptor)
        drainRest(unit)
        advance(unit, .leaderEnded)
        survey(unit)
    }

    /// Takes what the pipe holds now, without waiting for its end.
    func drainRest(_ unit: ProcessUnit) {
        if unit.pipe != nil, unit.drain(into: buffer, limit: 1 << 22) { closePipe(unit) }
    }

    func closePipe(_ unit: ProcessUnit) {
        guard let pipe = unit.pipe else { return }
        _ = csys_epoll_remove(epoll, pipe)
        close(pipe)
        unit.pipe = nil
    }

    private func guardianEnded(_ id: UInt64) {
        guard let guardian = guardians.removeValue(forKey: id) else { return }
        _ = csys_epoll_remove(epoll, guardian.descriptor)
        var end = csys_exit()
        _ = csys_reap(guardian.descriptor, &end)
        close(guardian.descriptor)
    }
}
