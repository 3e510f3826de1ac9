/// What a person may do in a project; each may what those before may.
package enum Role: String, Sendable, Hashable, CaseIterable, Comparable {
    /// Reads.
    case viewer
    /// Decides on tests: quarantine, ownership.
    case member
    /// Approves deployments.
    case approver
    /// Settles who may do what, and makes tokens.
    case admin

    package static func < (left: Role, right: Role) -> Bool { left.rank < right.rank }

    private var rank: Int { Role.allCases.firstIndex(of: self) ?? 0 }
}

/// What an address asks of whoever asks for it.
package enum Need: Sendable, Hashable {
    /// Nothing: it tells nothing of any project.
    case nothing
    /// To be somebody who may read something here.
    case reader
    /// To be somebody who has signed in.
    case person
    /// A role in the project that the address names.
    case role(Role)
    /// To run the server.
    case serverAdmin
    /// A project's token, or a job's identity.
    case machine
    /// A role in the project that the address names, or a token that asks whether something of it may be deployed.
    case asker
    /// A token for monitoring, or to run the server.
    case monitoring
}

/// Whoever asks.
package enum Visitor: Sendable, Hashable {
    /// The server asks nobody who they are.
    case anybody
    /// Has not signed in; reads where everybody may read.
    case stranger(mayRead: Bool)
    case person(Account)
    /// Reads the metrics, and nothing else.
    case monitor
    /// Asks whether something of a project may be deployed, and nothing else; `name` is that of its token.
    case asker(project: String, name: String)

    /// The role in a project; nil where it is as if there were no such project.
    package func role(in project: String) -> Role? {
        switch self {
        case .anybody: .viewer
        case .stranger(let mayRead): mayRead ? .viewer : nil
        case .person(let account): account.role(in: project)
        case .monitor, .asker: nil
        }
    }

    package enum Decision: Sendable, Hashable {
        case allowed
        /// Sign in first.
        case signIn
        /// There is no such thing, as far as this visitor may know.
        case hidden
        /// The visitor sees it, and may not do it.
        case forbidden
    }

    /// Whether this visitor gets what an address asks for.
    ///
    /// `project`: that of the address.
    package func decision(_ need: Need, project: String?) -> Decision {
        switch need {
        case .nothing, .machine: .allowed
        case .reader: isReader ? .allowed : signInOrHidden
        case .person: self.account != nil ? .allowed : signInOrHidden
        case .serverAdmin: self.account.map { $0.isServerAdmin ? .allowed : .hidden } ?? signInOrHidden
        case .monitoring:
            self == .anybody || self == .monitor || self.account?.isServerAdmin == true ? .allowed : signInOrHidden
        case .role(let least): decision(least, in: project)
        case .asker:
            if case .asker(let own, _) = self {
                own == project ? .allowed : .hidden
            } else {
                decision(.viewer, in: project)
            }
        }
    }

    private func decision(_ least: Role, in project: String?) -> Decision {
        guard let project, let own = role(in: project) else { return signInOrHidden }
        if own >= least { return .allowed }
        return account == nil ? signInOrHidden : .forbidden
    }

    private var isReader: Bool {
        switch self {
        case .anybody, .person: true
        case .stranger(let mayRead): mayRead
        case .monitor, .asker: false
        }
    }

    private var signInOrHidden: Decision { if case .stranger = self { .signIn } else { .hidden } }

    package var account: Account? { if case .person(let account) = self { account } else { nil } }
}
