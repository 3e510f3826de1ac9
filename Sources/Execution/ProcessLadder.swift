/// Decides when the processes of a unit are asked to end, killed, and given up: a state machine without any IO.
///
/// A unit is a leader and all its descendants. After the leader's end its descendants have a short window to end by
/// themselves; what was asked to end keeps the rest of its grace period; everything else is killed until none is left.
struct ProcessLadder: Sendable, Equatable {
    enum Phase: Sendable, Equatable {
        case running
        /// TERM has been sent to the group.
        case terminating(killAt: Duration)
        /// KILL has been sent to the group, the leader has not ended yet.
        case killed
        /// The leader has ended: members of its group may live until one time, what left the group until the other.
        case lingering(groupUntil: Duration, escapedUntil: Duration)
        /// Survivors have been killed and must vanish.
        case sweeping(giveUpAt: Duration)
        case ended
    }

    enum Event: Sendable, Equatable {
        case stop(grace: Duration)
        case kill
        case leaderEnded
        /// What is left of the unit after its leader; only sent once the leader has ended.
        case survey(Survey)
        /// Time has passed, and the leader still runs.
        case tick
    }

    /// What is left of a unit.
    struct Survey: Sendable, Equatable {
        /// Somebody still holds the writing end of the output pipe.
        var outputOpen: Bool
        var inGroup: Int
        var escaped: Int
    }

    enum Action: Sendable, Equatable {
        case terminateGroup
        case killGroup
        /// Kills what the last survey found outside the group.
        case killEscaped
        /// Kills all that the last survey found; says whether those in the group count as leaked.
        case killSurvivors(countGroup: Bool)
        case finish
    }

    /// How long descendants may outlive the leader before they count as leaked.
    static let leakWindow: Duration = .milliseconds(200)
    /// A process that ignores KILL for so long hangs inside the kernel: nothing more can be done.
    static let patience: Duration = .seconds(10)

    private(set) var phase = Phase.running
    private var groupWasKilled = false

    /// When the ladder wants a tick while the leader runs; nil for never.
    var deadline: Duration? {
        if case .terminating(let killAt) = phase { killAt } else { nil }
    }

    mutating func handle(_ event: Event, at now: Duration) -> [Action] {
        switch event {
        case .stop(let grace): stop(grace: grace, at: now)
        case .kill: kill(at: now)
        case .leaderEnded: leaderEnded(at: now)
        case .tick: tick(at: now)
        case .survey(let survey): judge(survey, at: now)
        }
    }

    private mutating func stop(grace: Duration, at now: Duration) -> [Action] {
        switch phase {
        case .running:
            phase = .terminating(killAt: now + max(grace, .zero))
            return [.terminateGroup]
        case .terminating(let killAt):
            phase = .terminating(killAt: min(killAt, now + max(grace, .zero)))
            return []
        case .killed, .lingering, .sweeping, .ended: return []
        }
    }

    private mutating func kill(at now: Duration) -> [Action] {
        switch phase {
        case .running, .terminating:
            phase = .killed
            groupWasKilled = true
            return [.killGroup]
        case .lingering:
            phase = .lingering(groupUntil: now, escapedUntil: now)
            return []
        case .killed, .sweeping, .ended: return []
        }
    }

    private mutating func leaderEnded(at now: Duration) -> [Action] {
        switch phase {
        case .running:
            phase = .lingering(groupUntil: now + Self.leakWindow, escapedUntil: now + Self.leakWindow)
        case .terminating(let killAt):
            phase = .lingering(groupUntil: max(killAt, now), escapedUntil: now + Self.leakWindow)
        case .killed:
            phase = .lingering(groupUntil: now, escapedUntil: now)
        case .lingering, .sweeping, .ended: break
        }
        return []
    }

    private mutating func tick(at now: Duration) -> [Action] {
        guard case .terminating(let killAt) = phase, now >= killAt else { return [] }
        return kill(at: now)
    }

    private mutating func judge(_ survey: Survey, at now: Duration) -> [Action] {
        let alive = survey.inGroup + survey.escaped
        switch phase {
        case .lingering(let groupUntil, let escapedUntil):
            if alive == 0, !survey.outputOpen || now >= escapedUntil {
                phase = .ended
                return [.finish]
            }
            guard (survey.inGroup > 0 && now >= groupUntil) || (survey.escaped > 0 && now >= escapedUntil) else {
                return []
            }
            // Members of the group that still have time are spared in this round.
            if survey.inGroup > 0, now < groupUntil { return [.killEscaped] }
            phase = .sweeping(giveUpAt: now + Self.patience)
            return [.killSurvivors(countGroup: !groupWasKilled)]
        case .sweeping(let giveUpAt):
            if alive == 0 || now >= giveUpAt {
                phase = .ended
                return [.finish]
            }
            return [.killSurvivors(countGroup: !groupWasKilled)]
        case .running, .terminating, .killed, .ended: return []
        }
    }
}
