import CLinux
import Engine
import Glibc

extension ProcessLoopState {
    /// Hands an event to the unit's ladder and carries out what it decides.
    func advance(_ unit: ProcessUnit, _ event: ProcessLadder.Event) {
        for action in unit.ladder.handle(event, at: SystemClock.now()) {
            switch action {
            // The leader has not been reaped: its group's id cannot belong to anybody else.
            case .terminateGroup: kill(-unit.leader, SIGTERM)
            case .killGroup: kill(-unit.leader, SIGKILL)
            case .killEscaped: killAll(unit.escaped, of: unit)
            case .killSurvivors(let countGroup):
                kill(-unit.leader, SIGKILL)
                killAll(unit.inGroup, of: unit, counted: countGroup)
                killAll(unit.escaped, of: unit)
            case .finish: finish(unit)
            }
        }
        if unit.leaderEnded, case .kill = event { unit.nextSurvey = SystemClock.now() }
    }

    /// Looks for what is left of a unit whose leader has ended, and lets the ladder decide on it.
    ///
    /// As long as new survivors turn up the next look follows at once: a chain of processes that fork and exit would
    /// otherwise always be one step ahead.
    func survey(_ unit: ProcessUnit) {
        for _ in 0..<Self.looks where units[unit.id] != nil {
            let killed = unit.leaked.count
            look(unit)
            if unit.leaked.count == killed { return }
        }
    }

    private static let looks = 100
    /// About a third of a second: far longer than `execve` or the end of a process takes.
    private static let doubtfulSurveys = 20

    private func look(_ unit: ProcessUnit) {
        let certain = findSurvivors(of: unit)
        let found = ProcessLadder.Survey(
            outputOpen: unit.pipe != nil,
            inGroup: unit.inGroup.count,
            escaped: max(unit.escaped.count, certain ? 0 : 1)
        )
        unit.nextSurvey = SystemClock.now() + unit.pause
        unit.pause = min(unit.pause * 2, .milliseconds(20))
        advance(unit, .survey(found))
    }

    /// Sends KILL to survivors that a survey has found.
    ///
    /// They are our own children by then, so nobody else can reap them: an id that was found is still theirs when the
    /// signal is sent. Deeper descendants come up as their parents fall.
    private func killAll(_ entries: [ProcessTable.Entry], of unit: ProcessUnit, counted: Bool = true) {
        for entry in entries {
            if unit.leaked.insert(entry.identity).inserted {
                unit.pause = .milliseconds(1)
                if !counted { unit.uncounted += 1 }
            }
            kill(entry.id, SIGKILL)
        }
    }

    private func finish(_ unit: ProcessUnit) {
        drainRest(unit)
        closePipe(unit)
        unit.log.finish()
        // Where `/proc` tells nothing, the group at least.
        kill(-unit.leader, SIGKILL)
        var end = csys_exit()
        let reaped = csys_reap(unit.leaderDescriptor, &end) == 1
        close(unit.leaderDescriptor)
        units[unit.id] = nil
        unit.guardian?.ended(unit.leader)
        var told = ProcessEnd(
            status: !reaped || end.signalled != 0 ? .signalled(reaped ? end.code : SIGKILL) : .exited(end.code),
            userSeconds: end.user_seconds,
            systemSeconds: end.system_seconds,
            leaked: unit.leaked.count - unit.uncounted,
            outputError: unit.log.error,
            outputBytes: unit.log.bytes
        )
        told.peakMemoryBytes = end.peak_memory_bytes > 0 ? end.peak_memory_bytes : nil
        unit.handle.finish(told)
    }

    // MARK: - Survivors

    /// Looks at the orphans that this process has adopted until one look is certain; false when none was.
    ///
    /// A process that ended between the reading of the list and the look at it has handed its children to us in the
    /// meantime: what the list said is then no proof that nothing is left.
    private func findSurvivors(of unit: ProcessUnit) -> Bool {
        for _ in 0..<Self.looks where listSurvivors(of: unit) { return !hasDoubts(about: unit) }
        return false
    }

    /// Reaps the orphans that have ended and keeps those that belong to the unit; false when any had ended.
    private func listSurvivors(of unit: ProcessUnit) -> Bool {
        unit.inGroup = []
        unit.escaped = []
        unit.doubtful = []
        var certain = true
        let own = getsid(0)
        for id in ProcessTable.adopted() where !isOurs(id) {
            guard let entry = ProcessTable.entry(id) else {
                certain = false
                continue
            }
            // Children in our own session were started by other code of this program, which waits for them itself.
            guard entry.session != own else { continue }
            // What cannot be reaped though its main thread has ended still has other threads: it lives.
            if entry.ended, csys_reap_child(id) != 0 {
                certain = false
                continue
            }
            guard belongs(entry, to: unit) else {
                if entry.isTransient { unit.doubtful.append(entry.identity) }
                continue
            }
            unit.known.insert(entry.identity)
            rememberDescendants(of: id, in: unit)
            if entry.group == unit.leader { unit.inGroup.append(entry) } else { unit.escaped.append(entry) }
        }
        return certain
    }

    /// Whether the last look met a process that cannot be told at this moment: it is looked at again, but not for ever,
    /// since the environment of a privileged program stays hidden.
    private func hasDoubts(about unit: ProcessUnit) -> Bool {
        var doubts = false
        for identity in unit.doubtful where unit.doubts[identity, default: 0] < Self.doubtfulSurveys {
            unit.doubts[identity, default: 0] += 1
            doubts = true
        }
        return doubts
    }

    /// Whether the process is a leader or a guardian, which are reaped through their own descriptors, or is to stay.
    private func isOurs(_ id: Int32) -> Bool {
        DetachedProcess.isDetached(id) || units.values.contains { $0.leader == id }
            || guardians.values.contains { $0.process == id }
    }

    /// Recognises an orphan by its session, its environment, the pipe that it holds, or its ancestors.
    ///
    /// One that hides all of these belongs to the last unit there is.
    private func belongs(_ entry: ProcessTable.Entry, to unit: ProcessUnit) -> Bool {
        entry.session == unit.leader || entry.group == unit.leader || unit.known.contains(entry.identity)
            || ProcessTable.environment(of: entry.id, contains: unit.marker)
            || (unit.pipe != nil && ProcessTable.process(entry.id, holdsPipe: unit.pipeInode))
            || units.count == 1
    }

    private func rememberDescendants(of root: Int32, in unit: ProcessUnit) {
        var next = ProcessTable.children(of: root)
        while let id = next.popLast() {
            guard let entry = ProcessTable.entry(id), unit.known.insert(entry.identity).inserted else { continue }
            next += ProcessTable.children(of: id)
        }
    }
}
