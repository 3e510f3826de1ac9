import Core
import Testing

@Suite("when what earlier runs have left goes")
struct CleanupTimeTests {
    /// Wednesday, the first of May 2024, noon UTC.
    private let now = 1_714_564_800.0
    private let day = 86_400.0

    @Test("daily means since midnight, weekly since Monday, never means nothing, and the rest all that was before")
    func limits() {
        #expect(CleanupTime.daily.limit(now: now) == now - day / 2)
        #expect(CleanupTime.weekly.limit(now: now) == now - day / 2 - 2 * day)
        #expect(CleanupTime.afterRun.limit(now: now) == now)
        #expect(CleanupTime.never.limit(now: now) == nil)
    }
}
