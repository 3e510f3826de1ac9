import Chance
import Scanning

/// The mock as a machine of values: a request in, an answer out; what was asked is counted here, what was injected when it
/// is told so.
package struct MockEngine: Sendable {
    package let definition: MockDefinition
    /// What the API's description allows; nil where nobody asks.
    package let contract: APIContract?
    private let index: StubIndex
    private var namespaces: [String: NamespaceState] = [:]
    package internal(set) var counters = MockCounters()
    private var ring: JournalRing
    /// Faults that hold in every namespace, also in one that does not exist yet.
    var standing: [SwitchedFault] = []

    /// More namespaces than tests ever run at once.
    package static let namespaceLimit = 10_000

    package init(_ definition: MockDefinition, contract: APIContract? = nil, journal: Int = 1_000) {
        self.definition = definition
        self.contract = contract
        index = StubIndex(definition.stubs)
        ring = JournalRing(capacity: journal)
    }

    package var journal: [JournalEntry] { ring.ordered }

    private var fresh: NamespaceState { NamespaceState(switched: standing, preset: definition.preset) }

    /// The answer to a request, so many seconds after the start and at a time in seconds since 1970.
    package mutating func answer(
        _ request: MockRequest,
        namespace name: String = "",
        at seconds: Double,
        now: Double
    ) -> MockAnswer {
        counters.requests += 1
        guard namespaces[name] != nil || namespaces.count < Self.namespaceLimit else {
            return .json(503, ["error": "more than \(Self.namespaceLimit) namespaces; reset those that are done with"])
        }
        var space = namespaces[name] ?? fresh
        defer { namespaces[name] = space }
        let (json, segments) = (request.json(), request.segments)
        if let problems = contract?.problems(of: request, json), !problems.isEmpty {
            return refuse(request, name, problems, seconds)
        }
        if let chosen = choose(request, segments, json, space) {
            return answer(chosen, request, segments, json, &space, name, seconds, now)
        }
        if let answer = space.preset?.answer(request, segments, json) {
            return self.answer(preset: answer, request, &space, name, seconds)
        }
        return miss(request, json, name, space, seconds)
    }

    // MARK: Stubs

    /// The stub that goes before all others that match.
    private mutating func choose(
        _ request: MockRequest,
        _ segments: [Substring],
        _ json: JSON?,
        _ space: NamespaceState
    ) -> Int? {
        var best: Int?
        var isTied = false
        for candidate in index.candidates(request, segments, json) {
            let stub = definition.stubs[candidate]
            if let scenario = stub.scenario, let wanted = scenario.when,
                (space.states[scenario.name] ?? Stub.Scenario.beginning) != wanted
            {
                continue
            }
            guard stub.pattern.differences(request, segments, json, first: true).isEmpty else { continue }
            guard let other = best else {
                best = candidate
                continue
            }
            if stub.goesBefore(definition.stubs[other]) {
                (best, isTied) = (candidate, false)
            } else if !definition.stubs[other].goesBefore(stub) {
                // Neither goes first: the file's order decides, and the report says so.
                (best, isTied) = (min(candidate, other), true)
            }
        }
        if isTied { counters.ambiguous += 1 }
        return best
    }

    private mutating func answer(
        _ chosen: Int,
        _ request: MockRequest,
        _ segments: [Substring],
        _ json: JSON?,
        _ space: inout NamespaceState,
        _ name: String,
        _ seconds: Double,
        _ now: Double
    ) -> MockAnswer {
        let stub = definition.stubs[chosen]
        let hit = space.calls[chosen, default: 0] + 1
        space.calls[chosen] = hit
        counters.calls[chosen, default: 0] += 1
        if let scenario = stub.scenario, let then = scenario.then { space.states[scenario.name] = then }
        let draw = Draw(seed: definition.seed, stub.name, name)
        let faults = faults(of: stub, hit: hit, draw, &space, seconds)
        let source = Template.Source(
            request: request,
            json: json,
            parameters: stub.pattern.path.parameters(of: segments),
            count: hit,
            now: now,
            draw: draw
        )
        var answer: MockAnswer
        if stub.responses.isEmpty {
            answer = space.preset?.answer(request, segments, json) ?? MockAnswer(status: 200)
        } else {
            let response = stub.responses[min(hit, stub.responses.count) - 1]
            answer = response.answer(source)
            answer.delay = response.delay?.seconds(draw.branch(3), UInt64(hit)) ?? 0
        }
        let dependency = stub.dependency ?? definition.dependency ?? ""
        counters.dependencies[dependency, default: .init()].hits += 1
        inject(faults, into: &answer, dependency)
        note(request, name, seconds, status: answer.ending == nil ? answer.status : nil, stub: stub.name, faults)
        return answer
    }

    private mutating func answer(
        preset answer: MockAnswer,
        _ request: MockRequest,
        _ space: inout NamespaceState,
        _ name: String,
        _ seconds: Double
    ) -> MockAnswer {
        var answer = answer
        var faults = InjectedFaults()
        add(switched: &space, stub: nil, to: &faults, Draw(seed: definition.seed, "", name), seconds)
        let dependency = definition.dependency ?? ""
        counters.dependencies[dependency, default: .init()].hits += 1
        inject(faults, into: &answer, dependency)
        note(request, name, seconds, status: answer.ending == nil ? answer.status : nil, stub: "torchserve", faults)
        return answer
    }

    // MARK: Faults

    private func faults(
        of stub: Stub,
        hit: Int,
        _ draw: Draw,
        _ space: inout NamespaceState,
        _ seconds: Double
    ) -> InjectedFaults {
        var faults = InjectedFaults()
        for (place, rule) in stub.faults.enumerated() {
            let own = draw.branch(UInt64(100 + place))
            if rule.meets(hit: hit, at: seconds, own) { faults.add(rule.kind, hit: hit, own) }
        }
        add(switched: &space, stub: stub.name, to: &faults, draw, seconds)
        return faults
    }

    private func add(
        switched space: inout NamespaceState,
        stub: String?,
        to faults: inout InjectedFaults,
        _ draw: Draw,
        _ seconds: Double
    ) {
        for place in space.switched.indices
        where space.switched[place].stub == nil || space.switched[place].stub == stub {
            space.switched[place].seen += 1
            let (fault, own) = (space.switched[place], draw.branch(UInt64(10_000 + place)))
            if fault.rule.meets(hit: fault.seen, at: seconds, own) {
                faults.add(fault.rule.kind, hit: fault.seen, own)
            }
        }
    }

    private func inject(_ faults: InjectedFaults, into answer: inout MockAnswer, _ dependency: String) {
        guard !faults.kinds.isEmpty else { return }
        answer.delay += faults.latency
        answer.injected = MockAnswer.Receipt(dependency: dependency, faults: faults.kinds.map(\.word))
        if case .status(let status, let wait) = faults.ending {
            let delay = answer.delay
            answer = .json(status, ["error": JSON("injected by the mock: status \(status)")])
            answer.delay = delay
            answer.injected = MockAnswer.Receipt(dependency: dependency, faults: faults.kinds.map(\.word))
            if let wait { answer.headers.append(MockRequest.Field("retry-after", "\(wait)")) }
        } else {
            answer.ending = faults.ending
        }
    }

    /// To be told once faults have really been injected.
    package mutating func confirm(_ receipt: MockAnswer.Receipt) {
        for fault in receipt.faults {
            counters.dependencies[receipt.dependency, default: .init()].faults[fault, default: 0] += 1
        }
    }

    mutating func note(
        _ request: MockRequest,
        _ namespace: String,
        _ seconds: Double,
        status: Int?,
        stub: String? = nil,
        _ faults: InjectedFaults = InjectedFaults(),
        problem: String? = nil
    ) {
        ring.append(
            JournalEntry(
                number: counters.requests,
                seconds: seconds,
                namespace: namespace,
                method: request.method,
                path: String(request.path.prefix(400)),
                status: status,
                stub: stub,
                faults: faults.kinds.map(\.words),
                problem: problem
            )
        )
    }

    // MARK: For the admin interface

    /// Changes one namespace, or all that there are.
    mutating func everyNamespace(_ name: String?, _ body: (inout NamespaceState) -> Void) {
        guard let name else {
            for key in Array(namespaces.keys) {
                guard var space = namespaces[key] else { continue }
                body(&space)
                namespaces[key] = space
            }
            return
        }
        var space = namespaces[name] ?? fresh
        body(&space)
        if namespaces[name] != nil || namespaces.count < Self.namespaceLimit { namespaces[name] = space }
    }

    mutating func forget(_ namespace: String) { namespaces[namespace] = nil }

    mutating func forgetAll() {
        namespaces = [:]
        standing = []
        ring.removeAll()
    }

    mutating func editCounters(_ body: (inout MockCounters) -> Void) { body(&counters) }

    func calls(of stub: Int, namespace: String?) -> Int {
        guard let namespace else { return counters.calls[stub, default: 0] }
        return namespaces[namespace]?.calls[stub, default: 0] ?? 0
    }
}
