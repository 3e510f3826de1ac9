extension Scheduler {
    struct StepState: Sendable {
        enum Phase: Sendable {
            /// Its turn has not come.
            case waiting
            case ready
            /// Its result is looked for in the cache.
            case lookingUp
            case running
            /// Ended, and its reports are being read.
            case collecting(StepOutcome)
            /// Ended, and its result is being kept for later runs.
            case storing(StepOutcome)
            /// Between two tries.
            case retrying(StepOutcome.Failure)
            case ended
        }

        /// Why a running try was asked to end.
        enum Stop: Sendable {
            case timeout(Duration)
            case interrupt(reason: String)
        }

        var phase = Phase.waiting
        var readyClass = 0
        var attempt = 0
        var started: Duration = .zero
        var nextSlow: Duration = .zero
        var stop: Stop?
        /// Whether its result was looked for in the cache and not found: what it comes to may be kept.
        var missed = false
        /// How often it runs again although it passed, and has so far.
        var repeatsLeft = 0
        var repeats = 0
        /// Of a step that runs several times, the first failure among its runs.
        var firstFailure: StepOutcome.Failure?

        var isWaiting: Bool { if case .waiting = phase { true } else { false } }
        var isReady: Bool { if case .ready = phase { true } else { false } }
        var isRunning: Bool { if case .running = phase { true } else { false } }
        var hasEnded: Bool { if case .ended = phase { true } else { false } }
    }

    struct StageState: Sendable {
        var open: Bool
        var ended = false
        /// Steps that have not ended.
        var remaining: Int
        /// Stages that have not ended and that this one waits for.
        var waitsFor = 0
        var dependents: [Int] = []
        /// Why the stage did not succeed: its first step that failed or was cancelled.
        var failure: String?
        /// Why a stage that it names did not succeed.
        var blocked: String?
    }

    /// The units of one step of the configuration.
    struct GroupState: Sendable {
        /// Units that have not ended.
        var remaining: Int
        var ended = false
        /// Groups that have not ended and that this one waits for, and one more until its stage opens.
        var waitsFor: Int
        var dependents: [PlannedGroup.Need] = []
        /// Why the step did not succeed: its first unit that failed or was cancelled.
        var failure: String?
        /// Why a step that it names did not succeed.
        var blocked: String?
    }

    /// Ready steps with the same needs, by their ranks.
    struct ReadyClass: Sendable {
        struct Needs: Sendable, Hashable {
            var pool: Int?
            var locks: [Int]
            var exclusive: Bool
            /// Position among the reservations.
            var reservation: Int?
        }

        var needs: Needs
        var ready = BinaryHeap<Int>()
    }

    struct ReservationState: Sendable {
        var taken: Reservation
        /// Steps that run and hold it.
        var holders = 0
    }

    struct LockState: Sendable {
        var free: Int
    }

    struct PoolState: Sendable {
        var free: Int
    }

    /// A moment at which a step wants attention; void once the step has gone on.
    struct Timer: Sendable, Comparable {
        enum Purpose: Sendable {
            /// The limit of a running try, or the next sign that it is slow.
            case watch
            /// The end of the grace that followed a request to stop.
            case grace
            /// The next try.
            case retry
        }

        var at: Duration
        var step: Int
        var attempt: Int
        var purpose: Purpose

        static func < (left: Timer, right: Timer) -> Bool {
            left.at == right.at ? left.step < right.step : left.at < right.at
        }
    }
}
