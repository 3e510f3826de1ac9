import Glibc
import Mocking
import Synchronization

/// The one mock behind all connections, and what it keeps of a real server.
final class MockState: Sendable {
    private let engine: Mutex<MockEngine>
    private let recording = Mutex(MockRecording())
    private let start = ContinuousClock().now
    /// Seconds since 1970.
    let began = MockState.now()

    init(_ engine: MockEngine) { self.engine = Mutex(engine) }

    /// Changes the machine, or asks it.
    func use<Value: Sendable>(_ body: (inout MockEngine) -> Value) -> Value {
        engine.withLock { engine in body(&engine) }
    }

    func answer(_ request: MockRequest, namespace: String) -> MockAnswer {
        let (seconds, now) = (seconds, Self.now())
        return use { $0.answer(request, namespace: namespace, at: seconds, now: now) }
    }

    func record(_ exchange: MockRecording.Exchange) { recording.withLock { $0.add(exchange) } }

    var recorded: MockRecording { recording.withLock { $0 } }

    /// Since the start.
    var seconds: Double {
        let passed = (ContinuousClock().now - start).components
        return Double(passed.seconds) + Double(passed.attoseconds) * 1e-18
    }

    static func now() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
    }
}
