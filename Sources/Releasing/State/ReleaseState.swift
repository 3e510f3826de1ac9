/// What has been decided and done about releases, in the order in which it happened.
package struct ReleaseState: Sendable {
    package enum Event: Sendable {
        case decided(environment: String, artifact: String, commit: String, allowed: Bool, time: Double)
        case deployed(Deployment)
        /// `passed` is the end of a watch without a breach; otherwise the deployment was taken back.
        case watched(environment: String, artifact: String, passed: Bool, reason: String, time: Double)
        case approved(SignedApproval)
        case blocked(Block)
    }

    package struct Deployment: Sendable, Hashable {
        package var environment: String
        package var artifact: String
        package var commit: String
        /// Whether a decision allowed it.
        package var allowed: Bool
        package var succeeded: Bool
        package var time: Double

        package init(
            environment: String,
            artifact: String,
            commit: String,
            allowed: Bool,
            succeeded: Bool,
            time: Double
        ) {
            self.environment = environment
            self.artifact = artifact
            self.commit = commit
            self.allowed = allowed
            self.succeeded = succeeded
            self.time = time
        }
    }

    package struct Block: Sendable, Hashable {
        /// The digest of the entry that it was written by: what unblocking is bound to.
        package var id: String
        package var environment: String
        package var person: String
        package var reason: String
        package var time: Double
        package var isLifted = false

        package init(id: String, environment: String, person: String, reason: String, time: Double) {
            self.id = id
            self.environment = environment
            self.person = person
            self.reason = reason
            self.time = time
        }
    }

    /// How far an artifact came in an environment.
    package enum Passage: Sendable, Hashable {
        case none
        case failed(String)
        /// Deployed; whether its watch, where there is one, has ended well, and when.
        case watched(Bool, Double)
    }

    package private(set) var deployments: [Deployment] = []
    package private(set) var blocks: [Block] = []
    private var allowed: [(environment: String, artifact: String, commit: String, allowed: Bool, time: Double)] = []
    private var watches: [(environment: String, artifact: String, passed: Bool, reason: String, time: Double)] = []
    private var signed: [SignedApproval] = []
    /// Environments whose deployments are watched before they count.
    private let watchedEnvironments: Set<String>

    package init(_ events: [Event], watched: Set<String> = []) {
        watchedEnvironments = watched
        for event in events {
            switch event {
            case .decided(let environment, let artifact, let commit, let isAllowed, let time):
                allowed.append((environment, artifact, commit, isAllowed, time))
            case .deployed(let deployment): deployments.append(deployment)
            case .watched(let environment, let artifact, let passed, let reason, let time):
                watches.append((environment, artifact, passed, reason, time))
            case .approved(let approval): signed.append(approval)
            case .blocked(let block): blocks.append(block)
            }
        }
    }

    /// The commit that an artifact was first released as one of.
    package func commit(of artifact: String) -> String? {
        let deployed = deployments.first { $0.artifact == artifact }.map { ($0.time, $0.commit) }
        let decided = allowed.first { $0.artifact == artifact && $0.allowed }.map { ($0.time, $0.commit) }
        return [deployed, decided].compactMap(\.self).min { $0.0 < $1.0 }?.1
    }

    /// The last decision on an artifact; nil where there is none.
    package func decision(on artifact: String, in environment: String) -> (commit: String, allowed: Bool, time: Double)?
    {
        allowed.last { $0.artifact == artifact && $0.environment == environment }.map {
            ($0.commit, $0.allowed, $0.time)
        }
    }

    /// What runs there now: the last deployment that succeeded and was not taken back.
    package func current(in environment: String) -> Deployment? {
        deployments.last { deployment in
            deployment.environment == environment && deployment.succeeded
                && !watches.contains { watch in
                    watch.environment == environment && watch.artifact == deployment.artifact && !watch.passed
                        && watch.time >= deployment.time
                }
        }
    }

    /// Why a deployment was taken back; nil where it was not.
    package func rollback(of deployment: Deployment) -> String? {
        let own = deployments.filter {
            $0.environment == deployment.environment && $0.artifact == deployment.artifact
        }
        let next = own.map(\.time).filter { $0 > deployment.time }.min() ?? .infinity
        return watches.first { watch in
            watch.environment == deployment.environment && watch.artifact == deployment.artifact && !watch.passed
                && (deployment.time..<next).contains(watch.time)
        }?.reason
    }

    package func passage(of artifact: String, through environment: String) -> Passage {
        guard let last = deployments.last(where: { $0.artifact == artifact && $0.environment == environment }) else {
            return .none
        }
        guard last.succeeded else { return .failed("its deployment to \(environment) failed") }
        guard last.allowed else {
            return .failed("it was deployed to \(environment) without a decision that allows it")
        }
        let since = watches.filter {
            $0.artifact == artifact && $0.environment == environment && $0.time >= last.time
        }
        if let back = since.last(where: { !$0.passed }) {
            return .failed("it was taken back from \(environment): \(back.reason)")
        }
        guard watchedEnvironments.contains(environment) else { return .watched(true, last.time) }
        guard let end = since.last else { return .watched(false, last.time) }
        return .watched(true, end.time)
    }

    /// Every signed word on a release, in the order in which they came.
    package var words: [SignedApproval] { signed }

    package func approvals(of artifact: String, in environment: String) -> [SignedApproval] {
        signed.filter {
            $0.approval.decision != .unblock && $0.approval.subject.artifact == artifact
                && $0.approval.subject.environment == environment
        }
    }

    /// What was signed to lift a block.
    package func liftings(of block: Block) -> [SignedApproval] {
        signed.filter { $0.approval.decision == .unblock && $0.approval.subject.artifact == block.id }
    }

    /// The first block in force of an environment.
    package func block(of environment: String) -> Block? {
        blocks.first { $0.environment == environment && !$0.isLifted }
    }

    /// Marks the blocks that enough people have lifted.
    package mutating func lift(_ isLifted: (Block, [SignedApproval]) -> Bool) {
        for index in blocks.indices { blocks[index].isLifted = isLifted(blocks[index], liftings(of: blocks[index])) }
    }
}
