import Core
import Glibc
import Scanning
import TestSupport
import Testing
import Wire

@testable import Storage

@Suite("The event log")
struct EventLogTests {
    private func recorded(_ event: RunEvent, _ index: Int) -> RecordedEvent {
        RecordedEvent(run: "r", sequence: index, time: Double(index), event: event)
    }

    @Test("a run's events are read back in order, with their times")
    func wholeRun() throws {
        let folder = TemporaryFolder()
        let run = try RunStore(root: folder.path).create(at: 1_795_360_000)
        let events: [RunEvent] = [
            .stageStarted(name: "a"), .warning("b"), .interrupted(forced: false),
            .runEnded(verdict: .pass, seconds: 1.5),
        ]
        let log = EventLog(run)
        for (index, event) in events.enumerated() { log.receive(recorded(event, index)) }
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
        log.receive(recorded(.warning("buffered"), 0))
        #expect(try EventLogReader.read(run).entries.isEmpty)
        let step = StepRecord(name: "a", stage: "s", kind: .unit, outcome: .passed(tries: 1))
        log.receive(recorded(.stepEnded(step), 1))
        #expect(try EventLogReader.read(run).entries.count == 2)
        withExtendedLifetime(log) {}
    }

    @Test("a last line that a crash cut off is said, and the lines before it count")
    func torn() {
        let whole = recorded(.stageStarted(name: "a"), 0).text + "\n"
        let torn = Array((whole + #"{"run":"r","seq":1,"ty"#).utf8)
        let recorded = torn.withUnsafeBytes { EventLogReader.read($0) }
        #expect(recorded.entries.map(\.event) == [.stageStarted(name: "a")])
        #expect(recorded.remarks == ["line 2 is cut off: the run ended while it was written"])
        #expect(!recorded.isComplete)
    }

    @Test("lines that are no events are said with their place, and nothing traps")
    func damaged() {
        let lines = [
            "{", "null", #"{"run":"r"}"#, #"{"run":"r","t":1,"seq":0,"type":"x"}"#,
            #"{"run":"r","t":1,"seq":9,"type":"interrupted","forced":1}"#,
            #"{"run":"r","t":1,"seq":9,"type":"attempt_started","step":"a","number":1,"process":99999999999}"#,
            recorded(.interrupted(forced: true), 9).text,
        ]
        let bytes = Array(lines.map { $0 + "\n" }.joined().utf8)
        let recorded = bytes.withUnsafeBytes { EventLogReader.read($0) }
        #expect(recorded.entries.count == 1)
        #expect(recorded.remarks.count == 6)
        #expect(recorded.remarks[1] == "line 2, column 1: expected an object, found 'n'")
        #expect(recorded.remarks[2] == "line 3, column 1: an object without \"seq\"")
        #expect(recorded.remarks[3] == "line 4, column 33: unknown word 'x'")
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
        for index in 0..<3 { log.receive(recorded(.interrupted(forced: false), index)) }
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

extension RecordedEvent {
    /// As a line of the log, without its end.
    fileprivate var text: String { String(decoding: line, as: UTF8.self) }
}
