import Core
import Engine
import Execution
import Remote
import Scanning
import Synchronization
import Wire

/// Tells a dashboard what happens in a run, as it happens.
///
/// It never holds the run up: what cannot be told is told later or not at all, and the run is sent as a whole at its end.
final class LivePush: EventSink {
    /// Bytes of events that are kept for a server that has to be told again; beyond, it is told no more.
    private static let most = 32 << 20
    /// Bytes that are sent at once.
    private static let piece = 1 << 20
    /// Seconds that the end of a run waits for the last of its events.
    private static let grace = 2.0

    private struct State {
        /// Each as a line.
        var lines: [[UInt8]] = []
        /// The number of the first of them: not 0 where the run goes on that was cut off.
        var first: Int?
        var bytes = 0
        var run = ""
        var hasEnded = false
    }

    private let push: RunPush
    private let state = Mutex(State())
    private let news: AsyncStream<Void>
    private let bell: AsyncStream<Void>.Continuation

    init(_ push: RunPush) {
        self.push = push
        (news, bell) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
    }

    func receive(_ recorded: RecordedEvent) {
        var writer = JSONWriter()
        recorded.write(to: &writer)
        writer.appendNewline()
        let line = writer.bytes
        let isKept = state.withLock { state in
            if state.first == nil { (state.first, state.run) = (recorded.sequence, recorded.run) }
            guard state.bytes + line.count <= Self.most else { return false }
            state.lines.append(line)
            state.bytes += line.count
            return true
        }
        if isKept { bell.yield() }
    }

    /// Sends until the run has ended and all is told, or until it is cancelled.
    func send() async {
        let transport = NIOTransport(timeout: 20, patience: 20)
        var next = 0
        var pause = 0.25
        for await _ in news {
            while let (body, run) = batch(from: next) {
                guard !Task.isCancelled else { return }
                if let reached = await tell(body, run, transport) {
                    // A server that began anew waits for the first one again.
                    guard reached != next else { return }
                    next = reached
                    pause = 0.25
                } else {
                    do { try await Task.sleep(for: .seconds(pause)) } catch { return }
                    pause = min(pause * 2, 30)
                }
            }
            if state.withLock({ $0.hasEnded }) { return }
        }
    }

    /// The run has ended: what is left is told within a moment, or not at all.
    func finish(_ sending: Task<Void, Never>) async {
        state.withLock { $0.hasEnded = true }
        bell.yield()
        let late = Task {
            try? await Task.sleep(for: .seconds(Self.grace))
            sending.cancel()
        }
        await sending.value
        late.cancel()
    }

    private func batch(from next: Int) -> (body: [UInt8], run: String)? {
        state.withLock { state in
            guard let first = state.first else { return nil }
            // What came before this program's own events is not ours to tell.
            let start = max(0, next - first)
            guard start < state.lines.count else { return nil }
            var body: [UInt8] = []
            for line in state.lines[start...] {
                guard body.isEmpty || body.count + line.count <= Self.piece else { break }
                body += line
            }
            return (body, state.run)
        }
    }

    /// The number of the event that the server waits for; nil where it could not be told.
    private func tell(_ body: [UInt8], _ run: String, _ transport: NIOTransport) async -> Int? {
        var url = push.server
        url.path += "/api/v1/projects/\(push.project)/runs/\(run)/events"
        for isNew in [false, true] {
            guard let token = try? await push.credential.token(isNew: isNew) else { return nil }
            let headers = [PushCredential.bearer(token), HTTPRequest.Header("content-type", "application/jsonl")]
            let request = HTTPRequest("POST", url, headers: headers, body: body)
            guard let answer = try? await transport.send(request, limit: 1 << 16) else { return nil }
            if answer.status == 401 { continue }
            guard answer.status == 200 else { return nil }
            return (try? JSON(parsing: answer.body))?["next"]?.int
        }
        return nil
    }
}
