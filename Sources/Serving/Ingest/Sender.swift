import Access
import Dashboard
import Synchronization

/// A program that sends runs.
struct Sender: Sendable {
    var project: String
    /// By which it is counted.
    var name: String
    /// nil for whoever has a project's token: it is believed what it says of branches and commits.
    var job: JobIdentity?
}

/// Who sends: by a project's token, or by one that a job of a code host was given.
final class SenderDoor: Sendable {
    private static let refusalsPerMinute = 30

    let tokens: TokenFile
    let uses = TokenUses()
    let jobs: JobDoor?
    private let refused = Mutex(RateLimit(most: SenderDoor.refusalsPerMinute))

    init(_ tokens: TokenFile, jobs: JobDoor?) {
        self.tokens = tokens
        self.jobs = jobs
    }

    /// What stands behind `Bearer`; nil for anything else.
    static func bearer(_ request: ServerRequest) -> String? {
        let words = request["authorization"]?.split(separator: " ").map(String.init) ?? []
        return words.count == 2 && words[0].lowercased() == "bearer" ? words[1] : nil
    }

    enum Entrance: Sendable {
        case open(Sender)
        case closed(ServerResponse)
    }

    func enter(_ request: ServerRequest, caller: String, now: Double) -> Entrance {
        if let text = Self.bearer(request) {
            if let token = ProjectToken.find(text, among: tokens.tokens, now: now), token.use == .send {
                uses.note(token.id, at: now)
                return .open(Sender(project: token.project, name: token.id))
            }
            if let (project, job) = jobs?.find(text, now: now) {
                return .open(Sender(project: project, name: "\(job.host.rawValue) \(job.run)", job: job))
            }
        }
        return .closed(refusal(caller: caller, now: now))
    }

    /// What whoever is not let in is told: little, and after some tries to wait.
    func refusal(caller: String, now: Double) -> ServerResponse {
        if let wait = refused.withLock({ $0.count(caller, now: now) }) { return Answers.tooMany(wait, isData: true) }
        var refusal = Answers.problem(401, "No valid token", "Send a project's token as a Bearer.", isData: true)
        refusal.headers.append(Header("www-authenticate", "Bearer"))
        return refusal
    }
}
