extension Scheduler {
    mutating func makeReady(_ step: Int) {
        steps[step].phase = .ready
        classes[steps[step].readyClass].ready.insert(plan.steps[step].rank)
    }

    /// Starts ready steps in the order of their ranks while there is room.
    mutating func dispatch() {
        while running < max(1, plan.jobs.count), let position = nextClass() {
            guard let rank = classes[position].ready.removeFirst() else { return }
            start(ranked[rank])
        }
    }

    /// The class whose first step is to start; nil where none may.
    private mutating func nextClass() -> Int? {
        var first: (rank: Int, position: Int)?
        var best: (rank: Int, position: Int)?
        for position in classes.indices {
            guard let rank = firstRank(position) else { continue }
            if rank < first?.rank ?? .max { first = (rank, position) }
            if rank < best?.rank ?? .max, hasRoom(classes[position].needs) { best = (rank, position) }
        }
        // An exclusive step whose turn it is waits for the machine to become free: nothing may overtake it.
        if let first, classes[first.position].needs.exclusive, best?.position != first.position { return nil }
        return best?.position
    }

    /// Drops steps that ended while they were ready.
    private mutating func firstRank(_ position: Int) -> Int? {
        while let rank = classes[position].ready.first {
            if steps[ranked[rank]].isReady { return rank }
            _ = classes[position].ready.removeFirst()
        }
        return nil
    }

    private func hasRoom(_ needs: ReadyClass.Needs) -> Bool {
        if exclusiveRunning || (needs.exclusive && running > 0) { return false }
        if let pool = needs.pool, pools[pool].free < 1 { return false }
        if let reservation = needs.reservation, !fits(reservations[reservation]) { return false }
        return needs.locks.allSatisfy { locks[$0].free > 0 }
    }

    /// Whether an environment has room beside the others; one that is larger than the machine has it alone.
    private func fits(_ reservation: ReservationState) -> Bool {
        let taken = reservation.taken
        if taken.isShared, reservation.holders > 0 { return true }
        return (taken.cores <= coresLeft && taken.memoryBytes <= memoryLeft)
            || reservations.allSatisfy { $0.holders == 0 }
    }

    /// Takes what an environment needs of the machine, or gives it back.
    private mutating func reserve(_ position: Int?, _ change: Int) {
        guard let position else { return }
        let before = reservations[position].holders
        reservations[position].holders += change
        let taken = reservations[position].taken
        // One that is shared is taken by its first step and given back by its last.
        if taken.isShared, before != 0, reservations[position].holders != 0 { return }
        coresLeft -= taken.cores * Double(change)
        memoryLeft -= taken.memoryBytes * Double(change)
    }

    private mutating func start(_ step: Int) {
        let needs = classes[steps[step].readyClass].needs
        running += 1
        if needs.exclusive { exclusiveRunning = true }
        if let pool = needs.pool { pools[pool].free -= 1 }
        for lock in needs.locks { locks[lock].free -= 1 }
        reserve(needs.reservation, 1)
        if plan.steps[step].caches, steps[step].attempt == 0 {
            steps[step].phase = .lookingUp
            actions.append(.lookUp(step: step))
        } else {
            launch(step)
        }
    }

    /// Begins the next try of a step that holds its places.
    mutating func launch(_ step: Int) {
        steps[step].phase = .running
        steps[step].attempt += 1
        steps[step].started = now
        steps[step].nextSlow = now + slowPeriod
        steps[step].stop = nil
        if plan.steps[step].step.isBuiltIn {
            actions.append(.evaluate(step: step))
        } else {
            actions.append(.start(step: step, attempt: steps[step].attempt))
            watch(step)
        }
    }

    /// Gives back what a step held.
    mutating func release(_ step: Int) {
        let needs = classes[steps[step].readyClass].needs
        running -= 1
        if needs.exclusive { exclusiveRunning = false }
        if let pool = needs.pool { pools[pool].free += 1 }
        for lock in needs.locks { locks[lock].free += 1 }
        reserve(needs.reservation, -1)
    }

    /// One timer for each running step: its limit, or the next sign that it is slow.
    mutating func watch(_ step: Int) {
        let limit = steps[step].started + Self.bounded(plan.steps[step].timeout)
        let next = min(limit, steps[step].nextSlow)
        timers.insert(Timer(at: next, step: step, attempt: steps[step].attempt, purpose: .watch))
    }

    func isLive(_ timer: Timer) -> Bool {
        guard steps[timer.step].attempt == timer.attempt else { return false }
        return switch (timer.purpose, steps[timer.step].phase) {
        case (.watch, .running): steps[timer.step].stop == nil
        case (.grace, .running): steps[timer.step].stop != nil
        case (.retry, .retrying): true
        default: false
        }
    }

    /// Ten years at most, and nothing below zero: sums of times cannot overflow, whatever a configuration says.
    static func bounded(_ duration: Duration) -> Duration {
        min(max(duration, .zero), .seconds(315_360_000))
    }

    mutating func finishOrArm() {
        if begun, stagesLeft == 0, !finished {
            finished = true
            actions.append(.finished)
        }
        while let timer = timers.first, !isLive(timer) { _ = timers.removeFirst() }
        guard !finished, let timer = timers.first, timer.at < armed ?? .seconds(Int64.max) else { return }
        armed = timer.at
        actions.append(.wake(at: timer.at))
    }
}
