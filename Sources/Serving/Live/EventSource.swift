import Dashboard
import Synchronization

/// What has changed, as a browser's EventSource reads it.
enum EventSource {
    /// Seconds between two signs of life: proxies close what is silent.
    private static let pause = Duration.seconds(30)

    /// `after`: the number of the event that the reader waits for.
    static func answer(_ changes: AsyncStream<Int>, after: Int?) -> ServerResponse {
        let (stream, continuation) = AsyncStream.makeStream(of: [UInt8].self, bufferingPolicy: .bufferingNewest(16))
        continuation.yield(Array(": here\nretry: 2000\n\n".utf8))
        let task = Task {
            await withTaskGroup(of: Void.self) { group in
                group.addTask {
                    for await number in changes where number != after {
                        let text =
                            number < 0
                            ? "event: change\ndata: end\n\n" : "id: \(number)\nevent: change\ndata: \(number)\n\n"
                        continuation.yield(Array(text.utf8))
                    }
                }
                group.addTask {
                    while !Task.isCancelled {
                        do { try await Task.sleep(for: pause) } catch { return }
                        continuation.yield(Array(": ping\n\n".utf8))
                    }
                }
                _ = await group.next()
                group.cancelAll()
            }
            continuation.finish()
        }
        continuation.onTermination = { _ in task.cancel() }
        var response = ServerResponse(200, type: "text/event-stream", [])
        // A proxy of nginx would keep it back otherwise.
        response.headers.append(Header("x-accel-buffering", "no"))
        response.body = .stream(stream)
        return response
    }
}
