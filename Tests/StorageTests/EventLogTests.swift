import Core
import Glibc
import Scanning
import TestSupport
import Testing

@testable import Storage

@Suite("The event log")
struct EventLogTests {
    @Test("every event reads back as it was written", arguments: 0..<EventMaker.kinds)
    func roundTrip(kind: Int) throws {
        for seed in 1...200 as ClosedRange<UInt64> {
            var maker = EventMaker(seed: seed)
            let event = maker.event(kind)
            let text = event.json(at: 1.5, sequence: 7).text()
            #expect(!text.utf8.contains(0x0A))
            #expect(try RunEvent(json: JSON(parsing: text)) == event)
        }
    }

    @Test("a run's events are read back in order, with their times")
    func wholeRun() throws {
        let folder = TemporaryFolder()
        let run = try RunStore(root: folder.path).create(at: 1_795_360_000)
        var maker = EventMaker(seed: 3)
        let events = (0..<EventMaker.kinds).map { maker.event($0) }
        let log = EventLog(run)
        for (index, event) in events.enumerated() { log.receive(event, at: Double(index)) }
        #expect(run.isRunning)
        log.flush()
        let recorded = try EventLogReader.read(run)
        #expect(recorded.entries.map(\.event) == events)
        #expect(recorded.entries.map(\.time) == events.indices.map(Double.init))
        #expect(recorded.entries.map(\.sequence) == Array(events.indices))
        #expect(recorded.remarks == [])
        #expect(recorded.isComplete)
        #expect(log.error == nil)
    }

    @Test("the end of a step is in the file before the run goes on")
    func milestones() throws {
        let folder = TemporaryFolder()
        let run = try RunStore(root: folder.path).create(at: 0)
        let log = EventLog(run)
        log.receive(.warning("buffered"), at: 1)
        #expect(try EventLogReader.read(run).entries.isEmpty)
        log.receive(.stepEnded(StepRecord(name: "a", stage: "s", kind: .unit, outcome: .passed(tries: 1))), at: 2)
        #expect(try EventLogReader.read(run).entries.count == 2)
        withExtendedLifetime(log) {}
    }

    @Test("a last line that a crash cut off is said, and the lines before it count")
    func torn() {
        let whole = RunEvent.stageStarted(name: "a").json(at: 1, sequence: 0).text() + "\n"
        let torn = Array((whole + #"{"t":2,"seq":1,"ty"#).utf8)
        let recorded = torn.withUnsafeBytes { EventLogReader.read($0) }
        #expect(recorded.entries.map(\.event) == [.stageStarted(name: "a")])
        #expect(recorded.remarks == ["line 2 is cut off: the run ended while it was written"])
        #expect(!recorded.isComplete)
    }

    @Test("lines that are no events are said with their place, and nothing traps")
    func damaged() {
        let lines = [
            "{", "null", #"{"t":1}"#, #"{"t":1,"seq":0,"type":"x"}"#,
            #"{"t":1,"seq":9,"type":"interrupted","forced":1}"#,
            #"{"t":1,"seq":9,"type":"attempt_started","step":"a","number":1,"process":99999999999}"#,
            RunEvent.interrupted(forced: true).json(at: 1, sequence: 9).text(),
        ]
        let bytes = Array(lines.map { $0 + "\n" }.joined().utf8)
        let recorded = bytes.withUnsafeBytes { EventLogReader.read($0) }
        #expect(recorded.entries.count == 1)
        #expect(recorded.remarks.count == 6)
        #expect(recorded.remarks[1] == "line 2: `t` is missing")
        #expect(recorded.remarks[3] == "line 4: unknown event `x`; was it written by a newer version?")
        #expect(recorded.remarks[4] == "line 5: `forced` is not true or false")
    }

    @Test(
        "a full disk is remembered and throws nothing into the run",
        .enabled(if: access("/dev/full", W_OK) == 0, "no /dev/full")
    )
    func fullDisk() throws {
        let folder = TemporaryFolder()
        let run = try RunStore(root: folder.path).create(at: 0)
        try #require(symlink("/dev/full", run.events) == 0)
        let log = EventLog(run)
        for _ in 0..<3 { log.receive(.interrupted(forced: false), at: 0) }
        #expect(log.error == "\(run.events): no space left on device")
    }

    @Test("a second writer of one run is refused")
    func locked() throws {
        let folder = TemporaryFolder()
        let run = try RunStore(root: folder.path).create(at: 0)
        let first = EventLog(run)
        #expect(EventLog(run).error?.hasSuffix("another program is writing it") == true)
        withExtendedLifetime(first) {}
        #expect(first.error == nil)
    }
}
