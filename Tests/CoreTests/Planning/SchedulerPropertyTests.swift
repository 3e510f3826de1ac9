import Core
import Criteria
import TestSupport
import Testing

@Suite("The scheduler over random graphs")
struct SchedulerPropertyTests {
    @Test(
        "locks, pools and jobs are respected, order is kept, and every step ends in exactly one state",
        arguments: 0..<20
    )
    func randomGraphs(batch: Int) throws {
        var planned = 0
        for seed in 0..<200 {
            var generator = SeededGenerator(seed: UInt64(batch * 1000 + seed))
            let project = RandomProject.make(&generator)
            var options = PlanOptions(jobs: generator.number(1...5))
            for name in project.pipeline.steps.keys.sorted() where generator.chance(50) {
                let runs = generator.number(1...20)
                options.priority.past[name] = StepPriority.Past(
                    runs: runs,
                    failures: generator.number(0...runs),
                    seconds: Double(generator.number(0...100))
                )
            }
            let plan: Plan
            do {
                plan = try Plan.make(project: project, context: Sample.context(), options: options)
            } catch {
                // Shuffled stages may wait for each other in a circle; nothing else may be wrong with them.
                #expect(error.errors.allSatisfy { $0.message.contains("wait for each other in a circle") })
                continue
            }
            planned += 1
            let alone = Set(project.environments.filter(\.isExclusive).map(\.name))
            let inThem = plan.steps.filter { !$0.step.isBuiltIn && alone.contains($0.step.environment ?? "") }
            let areAlone = inThem.allSatisfy(\.exclusive)
            #expect(areAlone)
            var simulation = Simulation(plan: plan, generator: generator)
            simulation.run()
            if !simulation.violations.isEmpty {
                Issue.record("seed \(batch * 1000 + seed): \(simulation.violations.prefix(5))")
                return
            }
        }
        #expect(planned > 100)
    }
}

/// Random pipelines with every feature that the scheduler knows.
enum RandomProject {
    static func make(_ generator: inout SeededGenerator) -> Project {
        let count = generator.number(1...7)
        var steps: [Step] = []
        var stages: [Stage] = []
        for index in 0..<count {
            let names = (0..<generator.number(0...5)).map { "s\(index)-\($0)" }
            let earlier = steps.map(\.name)
            for (place, name) in names.enumerated() {
                var step = step(name, &generator)
                let candidates = earlier + names[..<place]
                if generator.chance(30), let wanted = candidates.randomElement(using: &generator) {
                    step.dependencies = [wanted]
                }
                if generator.chance(15), !step.isBuiltIn {
                    step.matrix = Matrix(axes: [.init(name: "os", values: ["a", "b", "c"])])
                    for index in step.reports.indices { step.reports[index].glob = "{unit}.xml" }
                }
                steps.append(step)
            }
            var dependencies = Stage.Dependencies.previous
            if index == count - 1, generator.chance(40) {
                dependencies = .all
            } else if generator.chance(50) {
                dependencies = .named((0..<index).filter { _ in generator.chance(35) }.map { "stage\($0)" })
            }
            stages.append(Sample.stage("stage\(index)", names, parallel: generator.chance(50), dependencies))
            if generator.chance(8) { stages[index].condition = .boolean(false) }
        }
        if generator.chance(30) { stages.shuffle(using: &generator) }
        var project = Sample.project(stages, steps, pools: pools(&generator))
        project.environments = ["small", "large", "shared"].map { name in
            let cores = Double(generator.number(name == "large" ? 2...6 : 0...2))
            let resources = Resources(cores: cores, memoryBytes: Double(generator.number(0...3)) * 1e9)
            let lifecycle = name == "shared" ? "per_suite" : nil
            var environment = TestEnvironment(
                name: name,
                lifecycle: lifecycle,
                resources: resources,
                underProvisioned: true
            )
            environment.isExclusive = name == "large" && generator.chance(20)
            return environment
        }
        return project
    }

    private static func step(_ name: String, _ generator: inout SeededGenerator) -> Step {
        var step = Step(
            name: name,
            action: generator.chance(10) ? .evaluate(.all) : .arguments(["true"]),
            kind: Kind.allCases.randomElement(using: &generator) ?? .unit,
            inputs: ["**"],
            reports: generator.chance(30) ? [ReportPattern(glob: "*.xml")] : [],
            timeout: .seconds(generator.number(1...100)),
            gracePeriod: .seconds(generator.number(0...10)),
            retries: Retries(
                count: generator.chance(30) ? generator.number(1...3) : 0,
                delay: .seconds(generator.number(0...90))
            ),
            always: generator.chance(15),
            critical: generator.chance(10),
            allowFailure: generator.chance(15)
        )
        if generator.chance(40) { step.environment = ["small", "large", "shared"].randomElement(using: &generator) }
        step.cache = !step.isBuiltIn && generator.chance(40)
        return step
    }

    private static func pools(_ generator: inout SeededGenerator) -> [Pool] {
        let resources = ["database", "cache", "browser"].map {
            SharedResource(name: $0, capacity: generator.number(1...2))
        }
        return Kind.allCases.filter { _ in generator.chance(60) }.map { kind in
            Pool(
                kind: kind,
                maxWorkers: generator.chance(50) ? generator.number(1...3) : nil,
                maxParallel: generator.chance(30) ? generator.number(1...3) : nil,
                sharedResources: resources.filter { _ in generator.chance(30) },
                dedicatedEnvironment: generator.chance(15)
            )
        }
    }
}

/// Plays the world around a scheduler on a virtual clock, and checks each of its decisions against the plan.
struct Simulation {
    private struct Pending {
        var at: Duration
        var order: Int
        var event: Scheduler.Event
        /// Void when the step has gone on to another try.
        var attempt: Int?
    }

    let plan: Plan
    var violations: [String] = []
    private var scheduler: Scheduler
    private var generator: SeededGenerator
    private var pending: [Pending] = []
    private var order = 0
    private var now: Duration = .zero
    private var holders: Set<Int> = []
    private var live: [Int: Int] = [:]
    private var tries: [Int: Int] = [:]
    private var outcomes: [Int: StepOutcome] = [:]
    private var stopped = false
    private var forced = false
    private var stagesStarted: Set<Int> = []
    private var stagesEnded: [Int: Bool] = [:]
    private var finished = false

    init(plan: Plan, generator: SeededGenerator) {
        self.plan = plan
        self.generator = generator
        scheduler = Scheduler(plan: plan)
    }

    mutating func run() {
        schedule(.begin, after: 0)
        if generator.chance(25) {
            for _ in 0..<generator.number(1...3) { schedule(.interrupt, after: generator.number(0...200)) }
        }
        var count = 0
        while !finished, violations.isEmpty {
            guard let index = pending.indices.min(by: { before(pending[$0], pending[$1]) }) else {
                violations.append("nothing is under way and \(plan.steps.count - outcomes.count) steps have not ended")
                return
            }
            let next = pending.remove(at: index)
            now = max(now, next.at)
            if case .attemptEnded(let step, _, _, _) = next.event, live[step] != next.attempt { continue }
            count += 1
            if count > 20_000 { violations.append("does not end") }
            let event = generator.chance(2) ? Scheduler.Event.tick : next.event
            if event != next.event { check(scheduler.handle(event, at: now)) }
            check(scheduler.handle(next.event, at: now))
        }
        if outcomes.count != plan.steps.count { violations.append("finished with \(outcomes.count) steps ended") }
        if !holders.isEmpty { violations.append("finished while \(holders) run") }
        if stagesEnded.count != plan.stages.count { violations.append("not every stage ended") }
    }

    private func before(_ left: Pending, _ right: Pending) -> Bool {
        left.at == right.at ? left.order < right.order : left.at < right.at
    }

    private mutating func schedule(_ event: Scheduler.Event, after seconds: Int, attempt: Int? = nil) {
        order += 1
        pending.append(Pending(at: now + .seconds(seconds), order: order, event: event, attempt: attempt))
    }

    private mutating func check(_ actions: [Scheduler.Action]) {
        for action in actions {
            if finished { violations.append("\(action) after the end") }
            perform(action)
        }
    }

    private mutating func perform(_ action: Scheduler.Action) {
        switch action {
        case .start(let step, let attempt): begin(step, attempt, builtIn: false)
        case .evaluate(let step): begin(step, 1, builtIn: true)
        case .lookUp(let step):
            if tries[step] != nil { violations.append("\(step) is looked for after it has run") }
            checkStart(step, 1)
            holders.insert(step)
            checkBounds(step)
            schedule(.lookedUp(step: step, hit: generator.chance(40)), after: generator.number(0...5))
        case .store(let step):
            if tries[step] != 1 { violations.append("\(step) is kept after \(tries[step, default: 0]) tries") }
            holders.insert(step)
            schedule(.stored(step: step), after: generator.number(0...5))
        case .collect(let step):
            holders.insert(step)
            schedule(.collected(step: step), after: generator.number(0...5))
        case .stop(let step, _, _):
            if live[step] == nil { violations.append("stops \(step), which does not run") }
            if generator.chance(50) { finish(step, after: generator.number(0...12), .failed(.signal(15))) }
        case .kill(let step): finish(step, after: 0, .failed(.signal(9)))
        case .attemptEnded(let step, _, _):
            holders.remove(step)
            live[step] = nil
        case .stepEnded(let step, let outcome):
            if outcomes.updateValue(outcome, forKey: step) != nil { violations.append("\(step) ended twice") }
            holders.remove(step)
        case .stageStarted(let stage):
            if !stagesStarted.insert(stage).inserted { violations.append("stage \(stage) started twice") }
        case .stageEnded(let stage, let succeeded): endStage(stage, succeeded)
        case .stopping: stopped = true
        case .interrupted(let isForced):
            stopped = true
            forced = forced || isForced
        case .wake(let time):
            order += 1
            pending.append(Pending(at: time, order: order, event: .tick, attempt: nil))
        case .finished: finished = true
        case .stepSlow: break
        }
    }

    private mutating func finish(_ step: Int, after seconds: Int, _ outcome: AttemptOutcome) {
        schedule(.attemptEnded(step: step, outcome), after: seconds, attempt: live[step])
    }

    private mutating func begin(_ step: Int, _ attempt: Int, builtIn: Bool) {
        checkStart(step, attempt)
        holders.insert(step)
        checkBounds(step)
        tries[step] = attempt
        live[step] = attempt
        let outcome: AttemptOutcome =
            switch generator.number(0...9) {
            case 0: .failed(.signal(11))
            case 1: .failed(.infrastructure("no such command"))
            case 2, 3: builtIn ? .failed(.gates(.fail)) : .failed(.exit(code: 1))
            default: .passed
            }
        // One in ten never ends by itself.
        if builtIn || generator.chance(90) { finish(step, after: generator.number(0...70), outcome) }
    }

    private mutating func checkStart(_ step: Int, _ attempt: Int) {
        let planned = plan.steps[step]
        let stage = plan.stages[planned.stageIndex]
        if planned.skipReason != nil { violations.append("\(step) starts although it is skipped") }
        if outcomes[step] != nil { violations.append("\(step) starts after its end") }
        if attempt != tries[step, default: 0] + 1 { violations.append("\(step): try \(attempt) out of order") }
        if attempt > planned.step.retries.count + 1 { violations.append("\(step): too many tries") }
        if forced { violations.append("\(step) starts after a forced end") }
        if stopped, !planned.runsAfterStop { violations.append("\(step) starts after a stop") }
        let group = plan.groups[planned.group]
        let before = stage.steps.lowerBound..<group.steps.lowerBound
        if !stage.parallel, before.contains(where: { outcomes[$0] == nil }) {
            violations.append("\(step) overtakes a step of its stage")
        }
        for need in group.needs {
            for waited in plan.groups[need.group].steps {
                guard let outcome = outcomes[waited] else {
                    violations.append("\(step) starts before \(waited), which it waits for, has ended")
                    continue
                }
                if need.mustSucceed, !planned.runsAfterStop, isBad(outcome, plan.steps[waited]) {
                    violations.append("\(step) starts behind \(waited), which did not succeed")
                }
            }
        }
        for waited in stage.waitsFor {
            guard let succeeded = stagesEnded[waited] else {
                violations.append("\(step) starts before stage \(waited) has ended")
                continue
            }
            if stage.order == .named, !succeeded, !planned.runsAfterStop {
                violations.append("\(step) starts behind stage \(waited), which failed")
            }
        }
    }

    private func isBad(_ outcome: StepOutcome, _ planned: PlannedStep) -> Bool {
        switch outcome {
        case .failed: !planned.step.allowFailure
        case .cancelled: true
        // What a condition or a selection leaves out counts as success; what another failure kept from running does not.
        case .skipped: planned.skipReason == nil
        case .passed, .found: false
        }
    }

    private mutating func checkBounds(_ started: Int) {
        let running = holders.map { plan.steps[$0] }
        if running.count > plan.jobs.count { violations.append("\(running.count) jobs at once") }
        if running.count > 1, running.contains(where: \.exclusive) { violations.append("\(started): not alone") }
        for pool in plan.pools where running.count(where: { $0.pool == pool.kind }) > pool.limit {
            violations.append("too many \(pool.kind) steps")
        }
        let taken = running.compactMap(\.reservation)
        let separate = taken.filter { !$0.isShared } + Set(taken.filter(\.isShared))
        let cores = separate.reduce(0) { $0 + $1.cores }
        let memory = separate.reduce(0) { $0 + $1.memoryBytes }
        let isTooMuch = cores > plan.capacity.cores ?? .infinity || memory > plan.capacity.memoryBytes ?? .infinity
        if separate.count > 1, isTooMuch { violations.append("\(cores) cores and \(memory) bytes are taken at once") }
        for lock in plan.locks where running.count(where: { $0.locks.contains(lock.name) }) > lock.capacity {
            violations.append("too many holders of \(lock.name)")
        }
    }

    private mutating func endStage(_ index: Int, _ succeeded: Bool) {
        if stagesEnded.updateValue(succeeded, forKey: index) != nil { violations.append("stage \(index) ended twice") }
        if !stagesStarted.contains(index) { violations.append("stage \(index) ended before it started") }
        for step in plan.stages[index].steps {
            switch outcomes[step] {
            case nil: violations.append("stage \(index) ended before step \(step)")
            case .failed where !plan.steps[step].step.allowFailure && succeeded,
                .cancelled where succeeded:
                violations.append("stage \(index) succeeded although step \(step) did not")
            default: break
            }
        }
    }
}
