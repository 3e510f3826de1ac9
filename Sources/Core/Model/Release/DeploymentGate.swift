/// A place that software is deployed to, and what must hold before and after.
package struct DeploymentGate: Sendable, Equatable {
    package var name: String
    package var requirements: [DeploymentRequirement]
    /// The environment that the same artifact must have passed before; nil for the first one.
    package var after: String?
    package var limits: DeploymentLimits
    package var approvals: ApprovalRule
    package var triggers: [RollbackTrigger]
    package var watch: WatchSettings?
    package var rollback: RollbackCommands
    package var location: SourceLocation?

    package init(
        name: String,
        requirements: [DeploymentRequirement] = [],
        after: String? = nil,
        limits: DeploymentLimits = DeploymentLimits(),
        approvals: ApprovalRule = ApprovalRule(),
        triggers: [RollbackTrigger] = [],
        watch: WatchSettings? = nil,
        rollback: RollbackCommands = RollbackCommands(),
        location: SourceLocation? = nil
    ) {
        self.name = name
        self.requirements = requirements
        self.after = after
        self.limits = limits
        self.approvals = approvals
        self.triggers = triggers
        self.watch = watch
        self.rollback = rollback
        self.location = location
    }

    /// Whether somebody has to approve.
    package var needsApproval: Bool { requirements.contains { $0.asks.contains(.approval) } }
}

/// How old what a deployment rests on may be; seconds.
package struct DeploymentLimits: Sendable, Hashable {
    /// Of the run that was judged.
    package var maxAge: Double
    /// Of a scan for what others find out by and by, such as vulnerabilities.
    package var scanMaxAge: Double
    /// Of the pass in the environment before.
    package var within: Double

    package init(maxAge: Double = 7 * 86_400, scanMaxAge: Double = 86_400, within: Double = 7 * 86_400) {
        self.maxAge = maxAge
        self.scanMaxAge = scanMaxAge
        self.within = within
    }
}

/// Who approves: so many different people, each in one of these roles.
package struct ApprovalRule: Sendable, Hashable {
    package var count: Int
    /// Empty for any role.
    package var roles: [String]
    /// Seconds.
    package var validFor: Double

    package init(count: Int = 1, roles: [String] = [], validFor: Double = 3 * 86_400) {
        self.count = count
        self.roles = roles
        self.validFor = validFor
    }

    /// Whether a key may sign an approval under this rule, whoever wrote the change.
    package func admits(_ key: AttestationKey, environment: String) -> Bool {
        key.permits([AttestationKey.approval(environment)]) && (roles.isEmpty || roles.contains(key.role))
    }

    /// The different people whose keys are admitted on a day.
    package func people(_ keys: [AttestationKey], environment: String, on day: CalendarDay?) -> [String] {
        keys.filter { key in
            guard admits(key, environment: environment) else { return false }
            guard let day, let end = key.expires else { return true }
            return day <= end
        }.map(\.person).unique
    }
}

/// What brings a deployment back, and what says that it is back.
package struct RollbackCommands: Sendable, Hashable {
    /// An argument vector; empty where another program rolls back.
    package var run: [String]
    /// Asked after a rollback; exit code 0 means healthy.
    package var verify: [String]

    package init(run: [String] = [], verify: [String] = []) {
        self.run = run
        self.verify = verify
    }
}
