import Access
import Core
import Glibc
import Releasing
import Scanning
import Storage
import Synchronization

/// Answers GitHub's deployment protection rules: what the project's deployment gates say of a deployment, GitHub is told.
///
/// What waits for a person or for evidence stays open there, with a remark, and is decided anew until it can be; what
/// waits outlives a restart.
package final class ProtectionDesk: Sendable {
    /// Sends a body with a token as Bearer; the answer's body, an error for any status but that of a success.
    package typealias Send = @Sendable (_ address: String, _ token: String, _ body: [UInt8]) async throws -> [UInt8]

    /// As long as GitHub waits, in seconds.
    private static let patience = 30.0 * 86_400
    /// With a try every quarter of a minute.
    private static let mostFailures = 240
    private static let mostWaiting = 1_000

    private let app: GitHubApp
    private let path: String
    private let send: Send
    private let waiting: Mutex<[ProtectionRequest]>

    /// `folder`: of the server's data.
    package init(_ app: GitHubApp, folder: String, send: @escaping Send) {
        self.app = app
        self.send = send
        path = "\(folder)/waiting-deployments"
        let text = (try? MappedFile(path: path))?.withBytes { String(decoding: Array($0), as: UTF8.self) } ?? ""
        let lines = text.split(separator: "\n").compactMap { line in
            (try? JSON(parsing: Array(line.utf8))).flatMap { ProtectionRequest($0) }
        }
        waiting = Mutex(lines)
    }

    /// Whether GitHub has sent it.
    func believes(_ request: ServerRequest) -> Bool { app.holds(request["x-hub-signature-256"], request.body) }

    /// Takes what GitHub has sent.
    func take(_ request: ServerRequest, _ projects: [ServedProject], now: Double) -> ServerResponse {
        guard request["x-github-event"] == "deployment_protection_rule", let event = ProtectionEvent(request.body)
        else {
            return Self.answer(200, "nothing to decide")
        }
        guard let callback = app.own(event.callback) else {
            return Answers.problem(400, "Not GitHub's", "`deployment_callback_url` leads elsewhere.", isData: true)
        }
        let project = projects.first { project in project.trust.jobs.contains { Self.matches($0, event) } }
        guard let project else {
            return Answers.problem(404, "Not found", "No project believes that repository.", isData: true)
        }
        let new = ProtectionRequest(
            project: project.name,
            environment: event.environment,
            commit: event.commit,
            artifact: event.artifact,
            callback: callback,
            installation: event.installation,
            received: now
        )
        do throws(StorageError) {
            try change { waiting in
                // Asked once more, it is the same question.
                waiting.removeAll { $0.callback == callback && $0.environment == new.environment }
                waiting.append(new)
                if waiting.count > Self.mostWaiting { waiting.removeFirst() }
            }
        } catch {
            return Answers.problem(503, "It cannot be kept", error.message, isData: true)
        }
        return Self.answer(202, "it is decided")
    }

    private static func matches(_ jobs: TrustedJobs, _ event: ProtectionEvent) -> Bool {
        jobs.host == .github && jobs.repository == event.repository && (jobs.owner == nil || jobs.owner == event.owner)
    }

    private static func answer(_ status: Int, _ words: String) -> ServerResponse {
        let json: JSON = ["state": JSON(words)]
        return ServerResponse(status, type: "application/json", json.serialized() + [0x0A])
    }

    // MARK: Deciding

    /// Tells GitHub what can be told; what went wrong.
    func answerAll(_ project: (String) -> ServedProject?, now: Double) async -> [String] {
        var problems: [String] = []
        for request in waiting.withLock({ $0 }) {
            do {
                let after = try await answer(request, project(request.project), now: now)
                try replace(request, by: after)
            } catch {
                var failed = request
                failed.failures += 1
                let isOver = failed.failures >= Self.mostFailures || now - request.received > Self.patience
                try? replace(request, by: isOver ? nil : failed)
                let words = isOver ? "; it is not tried again" : ""
                problems.append("\(request.project): GitHub was not told of \(request.environment): \(error)\(words)")
            }
        }
        return problems
    }

    /// What waits afterwards; nil once GitHub has our word.
    private func answer(
        _ request: ProtectionRequest,
        _ project: ServedProject?,
        now: Double
    ) async throws -> ProtectionRequest? {
        let (verdict, reason) = await verdict(request, project)
        // What may still become another verdict is a remark.
        let isPending = [.inconclusive, .notEvaluated].contains(verdict) && now - request.received < Self.patience
        guard !isPending || request.remark != reason else { return request }
        let token = try await send(
            "\(app.address)/app/installations/\(request.installation)/access_tokens",
            try app.token(now: now),
            Array("{}".utf8)
        )
        guard let token = (try? JSON(parsing: token))?["token"]?.string else {
            throw ServingError("GitHub gives the App no token")
        }
        let body = ReleaseForm.github.text(
            environment: request.environment,
            verdict: verdict,
            reason: reason,
            isPending: isPending
        )
        _ = try await send(request.callback, token, Array(body.utf8))
        guard isPending else { return nil }
        var waits = request
        waits.remark = reason
        waits.failures = 0
        return waits
    }

    private func verdict(_ request: ProtectionRequest, _ project: ServedProject?) async -> (Verdict, String) {
        guard let desk = project?.surroundings.desk else { return (.error, "the server has no such project any more") }
        do throws(DeskProblem) {
            let known: String? =
                if let own = request.artifact { own } else { try await desk.artifact(of: request.commit) }
            guard let artifact = known else {
                return (.fail, "nobody has told which artifact commit \(request.commit.prefix(10)) became")
            }
            let question = DeploymentQuestion(
                environment: request.environment,
                artifact: artifact,
                commit: request.commit
            )
            var decision = try await desk.decide(question, actor: "GitHub", isKept: false)
            // The log has what was decided, and not each look at it.
            if ![.inconclusive, .notEvaluated].contains(decision.verdict) {
                decision = try await desk.decide(question, actor: "GitHub", isKept: true)
            }
            let open = decision.lines.filter(\.verdict.blocks).map { "\($0.requirement): \($0.detail)" }
            return (decision.verdict, open.isEmpty ? "everything that is required holds" : open.joined(separator: "; "))
        } catch {
            // Whoever keeps the project's folder current may mend it.
            return (.inconclusive, error.words)
        }
    }

    // MARK: What waits

    private func replace(_ request: ProtectionRequest, by other: ProtectionRequest?) throws(StorageError) {
        guard request != other else { return }
        try change { waiting in
            guard let place = waiting.firstIndex(of: request) else { return }
            if let other { waiting[place] = other } else { waiting.remove(at: place) }
        }
    }

    private func change(_ body: (inout [ProtectionRequest]) -> Void) throws(StorageError) {
        let result: Result<Void, StorageError> = waiting.withLock { waiting in
            var all = waiting
            body(&all)
            do throws(StorageError) {
                try ReplacementFile.write(Array(all.map { $0.json.text() + "\n" }.joined().utf8), to: path)
                waiting = all
                return .success(())
            } catch { return .failure(error) }
        }
        try result.get()
    }
}
