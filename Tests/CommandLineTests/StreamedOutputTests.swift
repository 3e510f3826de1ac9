import Core
import Glibc
import TestSupport
import Testing

@testable import CommandLine

@Suite("Output as it comes")
struct StreamedOutputTests {
    private let folder = TemporaryFolder()

    init() { mkdir(folder.path + "/logs", 0o755) }

    private func output(limit: Int = 1 << 20) -> StreamedOutput {
        StreamedOutput(folder: folder.path, groups: OutputGroup(form: nil), token: "t", limit: limit)
    }

    private func ended(_ step: String) -> RunEvent {
        var attempt = AttemptRecord(number: 1, outcome: .passed, started: 0, seconds: 1)
        attempt.log = "logs/\(step)-1.log"
        return .attemptEnded(step: step, attempt)
    }

    @Test("whole lines are shown while a try runs, the rest at its end, and each once")
    func asItComes() {
        var output = output()
        #expect(output.lines(.attemptStarted(step: "a", number: 1, processID: 1), at: 0) == [])
        #expect(output.tick(at: 0) == [])
        folder.write("one\ntw", to: "logs/a-1.log")
        #expect(output.tick(at: 0) == ["──── output of a", "  one"])
        folder.write("one\ntwo\nthree", to: "logs/a-1.log")
        #expect(output.tick(at: 0) == ["  two"])
        #expect(output.lines(ended("a"), at: 0) == ["  three"])
        #expect(output.tick(at: 0) == [])
    }

    @Test("one try at a time: what ends meanwhile follows whole, and what still runs comes next")
    func turns() {
        var output = output()
        for step in ["a", "b", "c"] {
            _ = output.lines(.attemptStarted(step: step, number: 1, processID: 1), at: 0)
            folder.write("from \(step)\n", to: "logs/\(step)-1.log")
        }
        #expect(output.tick(at: 0) == ["──── output of a", "  from a"])
        #expect(output.lines(ended("b"), at: 0) == [])
        #expect(output.lines(ended("a"), at: 0) == ["──── output of b", "  from b"])
        #expect(output.tick(at: 0) == ["──── output of c", "  from c"])
    }

    @Test("what prints without end is cut, and said once")
    func bounded() {
        var output = output(limit: 8)
        _ = output.lines(.attemptStarted(step: "a", number: 1, processID: 1), at: 0)
        folder.write("123456\n890\n", to: "logs/a-1.log")
        let lines = output.tick(at: 0)
        #expect(lines.last == "  … the rest is in \(folder.path)/logs/a-1.log")
        #expect(output.tick(at: 0) == [] && output.lines(ended("a"), at: 0) == [])
    }
}
