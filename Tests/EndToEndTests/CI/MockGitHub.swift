import Scanning
import Synchronization
import TestSupport

/// GitHub's interface as its documentation has it, for one repository: pages of comments, portions of annotations, checks
/// that are not known at once, tokens that may only read, limits.
final class MockGitHub: Sendable {
    struct State {
        var comments: [(id: Int, body: String)] = []
        var checks: [(name: String, commit: String, conclusion: String, summary: String, annotations: Int)] = []
        var sarifs = 0
        /// Requests that are still answered with 404 after a check was made.
        var unknownFor = 1
        /// Requests that are still answered with 403 and `Retry-After`.
        var limitedFor = 0
    }

    enum Mood: Sendable {
        case usual
        /// A token of a fork.
        case readOnly
        /// Annotations that it refuses.
        case picky
    }

    private let state: MutexBox
    let server: ScriptedServer

    /// A mutex that closures may hold.
    final class MutexBox: Sendable {
        let value: Mutex<State>

        init(_ state: State) { value = Mutex(state) }
    }

    init(comments: Int = 0, mood: Mood = .usual, limitedFor: Int = 0) {
        var first = State(limitedFor: limitedFor)
        first.comments = (0..<comments).map { (id: $0 + 1, body: "comment \($0)") }
        let box = MutexBox(first)
        state = box
        server = ScriptedServer { request in box.value.withLock { Self.answer(request, &$0, mood) } }
    }

    var now: State { state.value.withLock { $0 } }

    func add(comment: String) { state.value.withLock { $0.comments.append((id: 9_000, body: comment)) } }

    private static func answer(
        _ request: ScriptedServer.Request,
        _ state: inout State,
        _ mood: Mood
    ) -> ScriptedServer.Answer {
        guard request.headers["authorization"] == "Bearer T" else {
            return .text(401, #"{"message": "Bad credentials"}"#)
        }
        if state.limitedFor > 0 {
            state.limitedFor -= 1
            let words = #"{"message": "You have exceeded a secondary rate limit"}"#
            return .text(403, words, headers: [("retry-after", "1")])
        }
        if request.method != "GET", mood == .readOnly {
            return .text(403, #"{"message": "Resource not accessible by integration"}"#)
        }
        let body = (try? JSON(parsing: request.body)) ?? .null
        switch (request.method, request.path) {
        case ("GET", "/repos/o/r/issues/7/comments"): return page(request, state.comments)
        case ("POST", "/repos/o/r/issues/7/comments"):
            guard let text = body["body"]?.string, text.count <= 65_536 else {
                return .text(422, #"{"message": "too long"}"#)
            }
            state.comments.append((id: state.comments.count + 1, body: text))
            return .text(201, "{}")
        case ("PATCH", let path) where path.hasPrefix("/repos/o/r/issues/comments/"):
            guard let index = state.comments.firstIndex(where: { path.hasSuffix("/\($0.id)") }) else {
                return .text(404, "{}")
            }
            state.comments[index].body = body["body"]?.string ?? ""
            return .text(200, "{}")
        case ("POST", "/repos/o/r/check-runs"):
            let notes = body["output"]?["annotations"]?.array ?? []
            if notes.count > 50 || mood == .picky && !notes.isEmpty {
                return .text(422, #"{"message": "Invalid request."}"#)
            }
            let summary = body["output"]?["summary"]?.string ?? ""
            guard summary.utf8.count <= 65_535 else { return .text(422, #"{"message": "too long"}"#) }
            state.checks.append(
                (
                    name: body["name"]?.string ?? "", commit: body["head_sha"]?.string ?? "",
                    conclusion: body["conclusion"]?.string ?? "", summary: summary, annotations: notes.count
                )
            )
            return .text(201, "{\"id\": \(state.checks.count)}")
        case ("PATCH", let path) where path.hasPrefix("/repos/o/r/check-runs/"):
            guard state.unknownFor == 0 else {
                state.unknownFor -= 1
                return .text(404, #"{"message": "Not Found"}"#)
            }
            let notes = body["output"]?["annotations"]?.array ?? []
            guard notes.count <= 50, let index = Int(path.split(separator: "/").last ?? "") else {
                return .text(422, "{}")
            }
            state.checks[index - 1].annotations += notes.count
            return .text(200, "{}")
        case ("POST", "/repos/o/r/code-scanning/sarifs"):
            state.sarifs += 1
            return .text(202, "{}")
        default: return .text(404, #"{"message": "Not Found"}"#)
        }
    }

    private static func page(
        _ request: ScriptedServer.Request,
        _ all: [(id: Int, body: String)]
    ) -> ScriptedServer.Answer {
        let pairs = request.query.split(separator: "&").map { $0.split(separator: "=").map(String.init) }
        let query = Dictionary(pairs.filter { $0.count == 2 }.map { ($0[0], $0[1]) }) { first, _ in first }
        let size = min(100, query["per_page"].flatMap { Int($0) } ?? 30)
        let start = ((query["page"].flatMap { Int($0) } ?? 1) - 1) * size
        let shown = all.dropFirst(start).prefix(size).map { ["id": JSON($0.id), "body": JSON($0.body)] as JSON }
        return .text(200, JSON(Array(shown)).text())
    }
}
