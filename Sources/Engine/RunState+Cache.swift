import Core

extension RunState {
    /// Looks for the result of a step, and puts it in place where there is one.
    func lookUp(_ step: Int, in group: inout Group) {
        open(step, 1)
        let planned = loop.plan.steps[step]
        let log = loop.folder.path + "/" + RunFolder.log(step: planned.name, index: step, attempt: 1)
        let place = RunFolder.kept(step: planned.name, index: step, attempt: 1)
        let (cache, collector) = (ports.cache, ports.collector)
        group.addTask {
            let answer = await cache.find(planned)
            guard case .found = answer else { return .lookedUp(step: step, answer, kept: []) }
            // What lies there is older than the files that take its place.
            await collector.prepareForFiles(of: planned.step)
            if let problem = await cache.restore(planned, log: log) {
                return .lookedUp(step: step, .missing(reasons: [problem]), kept: [])
            }
            return .lookedUp(step: step, answer, kept: await collector.keep(planned.step, attempt: 1, in: place))
        }
    }

    func lookedUp(_ step: Int, _ answer: CacheAnswer, _ kept: [KeptCopy], in group: inout Group) {
        // A run that was ended by force has already closed the books on this step.
        guard records[step] == nil else { return }
        switch answer {
        case .found(let origin):
            origins[step] = origin
            tries[step]?.launched = true
            tries[step]?.kept = kept
            emit(.cache(step: name(step), .hit(origin)))
            advance(.lookedUp(step: step, hit: true), in: &group)
        case .missing(let reasons):
            tries[step] = nil
            emit(.cache(step: name(step), .missed(reasons: reasons)))
            advance(.lookedUp(step: step, hit: false), in: &group)
        }
    }

    /// Keeps what a step has come to, unless something speaks against that.
    func store(_ step: Int, in group: inout Group) {
        let planned = loop.plan.steps[step]
        let attempt = attempts[step].last
        let objection = CacheRules.objection(
            to: .passed(tries: attempts[step].count),
            attempts: attempts[step],
            reports: reports[step]
        )
        if let objection {
            emit(.cache(step: planned.name, .notStored(reason: objection)))
            return pending.append(.stored(step: step))
        }
        let result = StepResult(
            reports: reports[step].map(\.path),
            log: attempt?.log.map { loop.folder.path + "/" + $0 }
        )
        let cache = ports.cache
        group.addTask { .stored(step: step, await cache.store(planned, result)) }
    }
}
