import Testing

@testable import Core

struct RetentionTests {
    /// Ten runs, one a day, of 100 bytes each; `r0` is the oldest, and today is day 10.
    private func runs(held: Set<String> = []) -> [Retention.Run] {
        (0..<10).map { day in
            Retention.Run(
                id: "r\(day)",
                started: Double(day) * 86_400,
                bytes: 100,
                held: held.contains("r\(day)") ? "it is under way" : nil
            )
        }
    }

    private func removed(_ retention: Retention, held: Set<String> = []) -> [String] {
        retention.removable(runs(held: held), now: 10 * 86_400).map(\.id)
    }

    @Test("What is too old goes, oldest first, but never one of the newest")
    func age() {
        #expect(removed(Retention(fewest: 2, age: 5.5 * 86_400)) == ["r0", "r1", "r2", "r3", "r4"])
        #expect(removed(Retention(fewest: 8, age: 5.5 * 86_400)) == ["r0", "r1"])
        #expect(removed(Retention(fewest: 0, age: 100 * 86_400)).isEmpty)
    }

    @Test("Where all take too much the oldest go until it fits")
    func size() {
        #expect(removed(Retention(fewest: 1, age: .infinity, bytes: 750)) == ["r0", "r1", "r2"])
        #expect(removed(Retention(fewest: 1, age: .infinity, bytes: 1_000)).isEmpty)
        #expect(removed(Retention(fewest: 1, age: .infinity, bytes: 0)).count == 9)
    }

    @Test("What is held stays, and another one goes in its place where room is needed")
    func held() {
        #expect(removed(Retention(fewest: 2, age: 7.5 * 86_400), held: ["r1"]) == ["r0", "r2"])
        #expect(removed(Retention(fewest: 1, age: .infinity, bytes: 800), held: ["r0"]) == ["r1", "r2"])
    }
}
