import Core
import Scanning
import Testing
import Wire

/// The log of a run is all that is left of one that was killed.
@Suite("Events on the wire")
struct RecordedEventTests {
    @Test("every event reads back as it was written", arguments: 0..<EventMaker.kinds)
    func roundTrip(kind: Int) throws {
        for seed in 1...200 as ClosedRange<UInt64> {
            var maker = EventMaker(seed: seed)
            let recorded = RecordedEvent(run: "r", sequence: 7, time: 1.5, event: maker.event(kind))
            let line = recorded.line
            #expect(!line.contains(0x0A))
            #expect(try line.withUnsafeBytes { try RecordedEvent.read($0) } == recorded)
        }
    }

    @Test("keys in another order, unknown ones and null change nothing")
    func order() throws {
        let text =
            #"{"new": [1, {}], "type":"warning", "text":"b","t":1,"text": "c", "seq":2, "run":"r", "step": null}"#
        let recorded = RecordedEvent(run: "r", sequence: 2, time: 1, event: .warning("c"))
        #expect(try Array(text.utf8).withUnsafeBytes { try RecordedEvent.read($0) } == recorded)
    }

    @Test(
        "what is wrong is said at its place",
        arguments: [
            (#"{"run":"r","t":1,"seq":9,"type":"interrupted","forced":1}"#, "column 56"),
            (#"{"run":"r","t":1,"seq":9,"type":"interrupted"}"#, "an object without \"forced\""),
            (#"{"run":"r","t":1,"seq":9,"type":"exploded"}"#, "unknown word 'exploded'"),
            (#"{"run":"r","seq":9}"#, "an object without \"t\""),
        ]
    )
    func wrong(text: String, said: String) {
        let error = #expect(throws: ScanError.self) {
            try Array(text.utf8).withUnsafeBytes { try RecordedEvent.read($0) }
        }
        #expect(error?.description.contains(said) == true, "\(error?.description ?? "")")
    }
}
