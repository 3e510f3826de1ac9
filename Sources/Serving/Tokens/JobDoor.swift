import Access
import Scanning
import Synchronization

/// Lets jobs of code hosts in by what their host says of them: each gets a token of ours for an hour.
package final class JobDoor: Sendable {
    /// Seconds that a token of ours holds.
    private static let holds = 3_600.0
    /// So many identities and tokens are remembered; beyond, nobody new is let in until some have ended.
    private static let most = 100_000

    private struct Entry {
        var project: String
        var job: JobIdentity
        var expires: Double
    }

    private struct State {
        /// By digest.
        var tokens: [String: Entry] = [:]
        /// Issuer and `jti` of what was shown once, and until when it would hold.
        var shown: [String: Double] = [:]
    }

    /// Those whose word may be believed at all: keys are read from them and from nobody else.
    package let issuers: [String]
    /// Our own address, which the host's token must be for.
    private let audience: String
    private let keys: IssuerKeys
    private let state = Mutex(State())

    package init(issuers: [String], audience: String, keys: IssuerKeys) {
        self.issuers = issuers
        self.audience = audience
        self.keys = keys
    }

    enum Entrance: Sendable {
        case open(text: String, expires: Double, job: JobIdentity)
        /// Why not, for the log.
        case closed(String)
    }

    /// `jobs`: whom the project believes.
    func enter(_ text: String, project: String, _ jobs: [TrustedJobs], now: Double) async -> Entrance {
        guard let token = WebToken(text) else { return .closed("it is no token that is taken") }
        let known = jobs.filter { $0.issuer == token["iss"] && issuers.contains($0.issuer) }
        guard let issuer = known.first?.issuer else { return .closed("its issuer is nobody that the project believes") }
        // Signatures first: nothing that a stranger writes is looked at further.
        guard await keys.holds(token, issuer: issuer, now: now) else { return .closed("its signature does not hold") }
        if let problem = token.problem(WebToken.Rule(issuer: issuer, audience: audience), now: now) {
            return .closed(problem)
        }
        guard let job = known.lazy.compactMap({ $0.job(token) }).first else {
            return .closed("it is of another repository")
        }
        guard let id = token["jti"], let expires = token.claims["exp"]?.double else { return .closed("it has no id") }
        let own = "assay_j_\(Secret.make())"
        let isNew = state.withLock { state in
            state.shown = state.shown.filter { $0.value > now - 120 }
            state.tokens = state.tokens.filter { $0.value.expires > now }
            guard state.shown.count < Self.most, state.tokens.count < Self.most, state.shown["\(issuer) \(id)"] == nil
            else { return false }
            state.shown["\(issuer) \(id)"] = expires
            state.tokens[Secret.digest(of: own)] = Entry(project: project, job: job, expires: now + Self.holds)
            return true
        }
        return isNew ? .open(text: own, expires: now + Self.holds, job: job) : .closed("it was shown before")
    }

    /// The project and the job that a token of ours was given to; nil where it holds no more.
    func find(_ text: String, now: Double) -> (project: String, job: JobIdentity)? {
        guard text.hasPrefix("assay_j_"), text.utf8.count < 200 else { return nil }
        let entry = state.withLock { $0.tokens[Secret.digest(of: text)] }
        return entry.flatMap { $0.expires > now ? ($0.project, $0.job) : nil }
    }
}
