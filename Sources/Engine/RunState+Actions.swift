import Core

extension RunState {
    func perform(_ action: Scheduler.Action, in group: inout Group) {
        switch action {
        case .start(let step, let attempt): start(step, attempt, in: &group)
        case .evaluate(let step): evaluate(step, in: &group)
        case .lookUp(let step): lookUp(step, in: &group)
        case .store(let step): store(step, in: &group)
        case .collect(let step): collect(step, in: &group)
        case .stop(let step, let grace, let reason):
            emit(.attemptTerminating(step: name(step), reason: reason))
            if let process = tries[step]?.process {
                process.stop(grace: grace)
            } else {
                tries[step]?.pendingStop = grace
                ports.environments.cancel(loop.plan.steps[step].step)
            }
        case .kill(let step):
            if let process = tries[step]?.process { process.kill() } else { tries[step]?.pendingKill = true }
            ports.environments.cancel(loop.plan.steps[step].step)
        case .attemptEnded(let step, _, let outcome): endTry(step, outcome)
        case .stepEnded(let step, let outcome): endStep(step, outcome)
        case .stepSlow(let step, let running): emit(.stepSlow(step: name(step), seconds: running / .seconds(1)))
        case .stageStarted(let stage): emit(.stageStarted(name: loop.plan.stages[stage].name))
        case .stageEnded(let stage, let succeeded):
            emit(.stageEnded(name: loop.plan.stages[stage].name, succeeded: succeeded))
        case .stopping(let cause): emit(.stopping(cause: cause))
        case .interrupted(let forced):
            interrupted = true
            if forced { ports.environments.force() }
            emit(.interrupted(forced: forced))
        case .wake(let time): wake(at: time, in: &group)
        case .finished: finished = true
        }
    }

    func name(_ step: Int) -> String { loop.plan.steps[step].name }

    private func wake(at time: Duration, in group: inout Group) {
        guard timers.insert(time).inserted else { return }
        let clock = ports.clock
        group.addTask {
            // Cancelled only when the run is over; an early wake-up would be harmless too.
            try? await clock.sleep(until: time)
            return .woken(at: time)
        }
    }

    private func start(_ step: Int, _ attempt: Int, in group: inout Group) {
        open(step, attempt)
        let command: ProcessCommand?
        do {
            command = try ProcessCommand(
                loop.plan.steps[step],
                attempt: attempt,
                tests: selected[step]?.arguments,
                run: loop.context.id,
                folder: loop.folder,
                environment: loop.environment
            )
        } catch {
            return refuse(step, error)
        }
        guard let command else { return refuse(step, LaunchError("a built-in step has no command")) }
        let (ports, collector, planned) = (ports, ports.collector, loop.plan.steps[step].step)
        let isPartial = selected[step] != nil
        tries[step]?.selection = selected[step]?.words ?? undivided[step]
        group.addTask {
            await collector.prepare(planned, attempt: attempt, isPartial: isPartial)
            do throws(LaunchError) {
                return .launched(step: step, try await ports.launch(command, planned))
            } catch {
                return .notLaunched(step: step, error)
            }
        }
    }

    func open(_ step: Int, _ attempt: Int) {
        tries[step] = Try(
            number: attempt,
            started: ports.clock.wallTime(),
            startedAt: ports.clock.monotonicTime()
        )
    }

    private func refuse(_ step: Int, _ error: LaunchError) {
        emit(.attemptStarted(step: name(step), number: tries[step]?.number ?? 1, processID: nil))
        pending.append(refused(step, error))
    }

    func notLaunched(_ step: Int, _ error: LaunchError, in group: inout Group) {
        emit(.attemptStarted(step: name(step), number: tries[step]?.number ?? 1, processID: nil))
        tries[step]?.details = error.details
        advance(refused(step, error), in: &group)
    }

    func launched(_ step: Int, _ process: any RunningProcess, in group: inout Group) {
        tries[step]?.process = process
        tries[step]?.launched = true
        emit(.attemptStarted(step: name(step), number: tries[step]?.number ?? 1, processID: process.processID))
        if let grace = tries[step]?.pendingStop { process.stop(grace: grace) }
        if tries[step]?.pendingKill == true { process.kill() }
        let (ports, collector, planned) = (ports, ports.collector, loop.plan.steps[step].step)
        let attempt = tries[step]?.number ?? 1
        let place = RunFolder.kept(step: name(step), index: step, attempt: attempt)
        let log = loop.folder.path + "/" + RunFolder.log(step: name(step), index: step, attempt: attempt)
        group.addTask {
            let end = await ports.end(process, planned, log: log)
            return .ended(step: step, end, kept: await collector.keep(planned, attempt: attempt, in: place))
        }
    }

    private func endTry(_ step: Int, _ outcome: AttemptOutcome) {
        guard let current = tries.removeValue(forKey: step) else { return }
        let isBuiltIn = loop.plan.steps[step].step.isBuiltIn
        let log = RunFolder.log(step: name(step), index: step, attempt: current.number)
        var record = AttemptRecord(
            number: current.number,
            outcome: outcome,
            started: current.started,
            seconds: current.seconds ?? (ports.clock.monotonicTime() - current.startedAt) / .seconds(1),
            cpuSeconds: current.end.map { $0.userSeconds + $0.systemSeconds },
            peakMemoryBytes: current.end?.peakMemoryBytes,
            log: isBuiltIn || !current.launched ? nil : log,
            leaked: current.end?.leaked ?? 0,
            output: current.details
        )
        record.userSeconds = current.end?.userSeconds
        record.systemSeconds = current.end?.systemSeconds
        record.measured = current.end?.surroundings.measured
        record.isolation = current.end?.surroundings.isolation
        record.weakened = current.end?.surroundings.weakened
        record.kept = current.kept
        record.category = FailureCategory(of: outcome, current.findings)
        record.selection = current.selection
        attempts[step].append(record)
        emit(.attemptEnded(step: name(step), record))
    }

    private func endStep(_ step: Int, _ outcome: StepOutcome) {
        let planned = loop.plan.steps[step]
        if let carried = planned.carried {
            // Told when the run was taken up.
            records[step] = carried
            return
        }
        var record = StepRecord(
            name: planned.name,
            stage: planned.stage,
            kind: planned.step.kind,
            component: planned.step.component,
            allowFailure: planned.step.allowFailure,
            outcome: outcome,
            attempts: attempts[step],
            condition: planned.condition.flatMap { $0.isDecided ? $0.reason : nil },
            hasNeeds: loop.plan.hasNeeds(planned)
        )
        record.flakyResult = planned.step.flakyResult
        record.cached = origins[step]
        record.part = StepRecord.Part(planned.step.unit)
        record.category = category(outcome, attempts[step])
        records[step] = record
        ports.environments.ended(planned.step)
        emit(.stepEnded(record))
    }

    func evaluate(_ step: Int, in group: inout Group) {
        open(step, 1)
        emit(.attemptStarted(step: name(step), number: 1, processID: nil))
        guard case .evaluate(let selection) = loop.plan.steps[step].step.action else {
            return pending.append(.attemptEnded(step: step, .failed(.infrastructure("no gates to evaluate"))))
        }
        let (judge, reports, steps) = (ports.judge, reports.flatMap(\.self), records.compactMap(\.self).united)
        group.addTask { .judged(step: step, await judge.judge(selection, reports: reports, steps: steps)) }
    }

    func judged(_ step: Int, _ verdict: RunVerdict, in group: inout Group) {
        guard records[step] == nil else { return }
        let overall = verdict.overall
        advance(.attemptEnded(step: step, overall.blocks ? .failed(.gates(overall)) : .passed), in: &group)
    }

    /// A step whose last try did not start has written nothing: what lies there is older than the run.
    private func collect(_ step: Int, in group: inout Group) {
        let tries = attempts[step].last?.log == nil ? 0 : attempts[step].count
        let (collector, planned) = (ports.collector, loop.plan.steps[step].step)
        group.addTask { .collected(step: step, await collector.collect(for: planned, tries: tries)) }
    }

    func collect(_ found: [Report], of step: Int) {
        reports[step] += found
        for report in found {
            emit(
                .reportCollected(
                    step: name(step),
                    path: report.path,
                    format: report.format,
                    status: report.status,
                    messages: report.messages
                )
            )
        }
    }
}
