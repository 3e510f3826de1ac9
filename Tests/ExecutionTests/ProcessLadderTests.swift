import TestSupport
import Testing

@testable import Execution

@Suite("The ladder of termination")
struct ProcessLadderTests {
    typealias Survey = ProcessLadder.Survey
    static let nothing = Survey(outputOpen: false, inGroup: 0, escaped: 0)

    @Test("a process that ends and leaves nothing is finished at once")
    func clean() {
        var ladder = ProcessLadder()
        #expect(ladder.handle(.leaderEnded, at: .seconds(5)) == [])
        #expect(ladder.handle(.survey(Self.nothing), at: .seconds(5)) == [.finish])
        #expect(ladder.phase == .ended)
    }

    @Test("TERM comes first, KILL after the grace period, and a second stop only shortens it")
    func rungs() {
        var ladder = ProcessLadder()
        #expect(ladder.handle(.stop(grace: .seconds(10)), at: .seconds(1)) == [.terminateGroup])
        #expect(ladder.deadline == .seconds(11))
        #expect(ladder.handle(.stop(grace: .seconds(60)), at: .seconds(2)) == [])
        #expect(ladder.handle(.stop(grace: .seconds(3)), at: .seconds(2)) == [])
        #expect(ladder.handle(.tick, at: .milliseconds(4999)) == [])
        #expect(ladder.handle(.tick, at: .seconds(5)) == [.killGroup])
        #expect(ladder.handle(.kill, at: .seconds(6)) == [])
        #expect(ladder.handle(.leaderEnded, at: .seconds(6)) == [])
        let survey = Survey(outputOpen: true, inGroup: 2, escaped: 1)
        #expect(ladder.handle(.survey(survey), at: .seconds(6)) == [.killSurvivors(countGroup: false)])
        #expect(ladder.handle(.survey(Self.nothing), at: .seconds(7)) == [.finish])
    }

    @Test("after a normal end descendants have a short window, then they are killed and counted")
    func window() {
        var ladder = ProcessLadder()
        _ = ladder.handle(.leaderEnded, at: .zero)
        let survey = Survey(outputOpen: true, inGroup: 1, escaped: 1)
        #expect(ladder.handle(.survey(survey), at: .milliseconds(199)) == [])
        #expect(ladder.handle(.survey(survey), at: .milliseconds(200)) == [.killSurvivors(countGroup: true)])
        #expect(ladder.handle(.survey(survey), at: .milliseconds(201)) == [.killSurvivors(countGroup: true)])
        #expect(ladder.handle(.survey(Self.nothing), at: .milliseconds(202)) == [.finish])
    }

    @Test("members of a stopped group keep the rest of their grace period, what left the group does not")
    func grace() {
        var ladder = ProcessLadder()
        _ = ladder.handle(.stop(grace: .seconds(10)), at: .zero)
        _ = ladder.handle(.leaderEnded, at: .seconds(1))
        let both = Survey(outputOpen: true, inGroup: 1, escaped: 1)
        #expect(ladder.handle(.survey(both), at: .seconds(2)) == [.killEscaped])
        let group = Survey(outputOpen: true, inGroup: 1, escaped: 0)
        #expect(ladder.handle(.survey(group), at: .seconds(9)) == [])
        #expect(ladder.handle(.survey(group), at: .seconds(10)) == [.killSurvivors(countGroup: true)])
    }

    @Test("an open pipe that nobody known holds does not keep the unit")
    func strangePipe() {
        var ladder = ProcessLadder()
        _ = ladder.handle(.leaderEnded, at: .zero)
        let survey = Survey(outputOpen: true, inGroup: 0, escaped: 0)
        #expect(ladder.handle(.survey(survey), at: .milliseconds(199)) == [])
        #expect(ladder.handle(.survey(survey), at: .milliseconds(200)) == [.finish])
    }

    @Test("what even KILL does not end is given up after a while: nothing waits for ever")
    func unkillable() {
        var ladder = ProcessLadder()
        _ = ladder.handle(.kill, at: .zero)
        _ = ladder.handle(.leaderEnded, at: .zero)
        let survey = Survey(outputOpen: false, inGroup: 0, escaped: 1)
        #expect(ladder.handle(.survey(survey), at: .zero) == [.killSurvivors(countGroup: false)])
        #expect(ladder.handle(.survey(survey), at: .seconds(9)) == [.killSurvivors(countGroup: false)])
        #expect(ladder.handle(.survey(survey), at: .seconds(10)) == [.finish])
        #expect(ladder.handle(.stop(grace: .zero), at: .seconds(11)) == [])
    }

    @Test("every order of events ends, and nothing is done after the end", arguments: 1...300 as ClosedRange<UInt64>)
    func anyOrder(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        var ladder = ProcessLadder()
        var now = Duration.zero
        for _ in 0..<random.below(20) {
            now += .milliseconds(random.below(400))
            let events: [ProcessLadder.Event] = [.stop(grace: .milliseconds(random.below(900))), .kill, .tick]
            _ = ladder.handle(events[random.below(3)], at: now)
        }
        _ = ladder.handle(.leaderEnded, at: now)
        var finished = 0
        for _ in 0..<100 {
            now += .milliseconds(random.below(400))
            let survey = Survey(outputOpen: random.below(2) == 0, inGroup: random.below(2), escaped: random.below(2))
            finished += ladder.handle(.survey(survey), at: now).count { $0 == .finish }
        }
        #expect(finished == 1)
        #expect(ladder.handle(.kill, at: now) == [])
    }
}
