import Glibc
import Scanning
import Testing

@Suite("Hostile and broken reports")
struct HostileInputTests {
    /// A report that somebody could put in our way, and what must come of it.
    struct Sample: CustomTestStringConvertible {
        var name: String
        var content: [UInt8]
        /// nil where the report is to be read.
        var error: String?
        var testDescription: String { name }

        init(_ name: String, _ content: String, error: String? = nil) {
            self.init(name, bytes: Array(content.utf8), error: error)
        }

        init(_ name: String, bytes: [UInt8], error: String? = nil) {
            self.name = name
            content = bytes
            self.error = error
        }
    }

    private static func nested(_ levels: Int) -> String {
        "<testsuites>" + String(repeating: "<testsuite name='s'>", count: levels) + "<testcase name='a'/>"
            + String(repeating: "</testsuite>", count: levels) + "</testsuites>"
    }

    private static func cobertura(_ line: String) -> String {
        "<coverage><packages><package><classes><class filename='a.py'><lines>\(line)</lines></class></classes>"
            + "</package></packages></coverage>"
    }

    static let samples: [Sample] = [
        Sample("deep.xml", nested(9_998)),
        Sample("deeper.xml", nested(20_000), error: "line 1, column 199993: elements are nested deeper than 10000"),
        Sample(
            "deep.json",
            #"{"version":"2.1.0","runs":[{"results":[],"x":"# + String(repeating: "[", count: 100_000),
            error: "values are nested deeper than 512"
        ),
        Sample(
            "times.xml",
            "<testsuite time='NaN'><testcase name='a' time='NaN'/><testcase name='b' time='-5'/>"
                + "<testcase name='c' time='1e999'/></testsuite>"
        ),
        Sample("hits.xml", cobertura("<line number='1' hits='99999999999999999999'/>")),
        Sample(
            "line-number.xml",
            cobertura("<line number='99999999999999999999' hits='1'/>"),
            error: "line 1, column 115: a line without a line number"
        ),
        Sample(
            "line-number.info",
            "SF:a.py\nDA:18446744073709551616,1\nend_of_record\n",
            error: "line 2, column 1: 'DA:18446744073709551616,1' is not DA:line,hits"
        ),
        Sample(
            "count.json",
            #"{"metrics":{"http_reqs":{"type":"counter","contains":"default","values":{"count":1e400}}}}"#,
            error: "line 1, column 82: number '1e400' is out of range"
        ),
        Sample(
            "twice.json",
            #"{"version":"2.1.0","runs":[],"runs":[{"tool":{"driver":{"name":"x"}},"results":[]}]}"#,
            error: "line 1, column 37: the log has 'runs' twice"
        ),
        Sample(
            "bytes.xml",
            bytes: Array("<testsuite><testcase name='".utf8) + [0xFF, 0xFE] + Array("'/></testsuite>".utf8),
            error: "line 1, column 28: invalid UTF-8: byte 0xFF"
        ),
        Sample(
            "utf16.json",
            bytes: [0xFF, 0xFE] + Array(#"{"runs":[]}"#.utf16).flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] },
            error: "UTF-16 text that is no XML"
        ),
        Sample("control.xml", "<testsuite><testcase name='\u{1B}[31m'/></testsuite>", error: "control character 0x1B"),
    ]

    @Test("a hostile report is read for what it is, or is an error that names the place", arguments: samples)
    func sample(_ sample: Sample) throws {
        let folder = Folder()
        let file = open(folder.path + "/" + sample.name, O_WRONLY | O_CREAT, 0o644)
        #expect(write(file, sample.content, sample.content.count) == sample.content.count)
        close(file)
        let ended = Program.assay("inspect", sample.name, in: folder)
        #expect(ended.code == (sample.error == nil ? 0 : 3), "\(ended.out)")
        if let error = sample.error { #expect(ended.out.contains(error), "\(ended.out)") }
    }

    @Test("an attribute of one gigabyte is read in bounded memory")
    func attribute() throws {
        let folder = Folder()
        let script = """
            { printf '<testsuite><testcase name="'; head -c 1073741824 /dev/zero | tr '\\0' x; \
            printf '"/></testsuite>'; } > big.xml
            """
        #expect(Program.run(["sh", "-euc", script], in: folder).code == 0)
        let limited = ["sh", "-c", "ulimit -v 2200000; exec \(Program.assay) inspect big.xml --output json"]
        let ended = Program.run(limited, in: folder)
        #expect(ended.code == 0, "\(ended.err)")
        #expect(try JSON(parsing: Array(ended.out.utf8))[0]?["tests"]?["total"]?.int == 1)
    }

    @Test("a report that may not be read is an error with the reason", .enabled(if: geteuid() != 0, "root reads all"))
    func unreadable() {
        let folder = Folder()
        folder.write("<testsuite/>", to: "secret.xml")
        chmod(folder.path + "/secret.xml", 0)
        let ended = Program.assay("inspect", "secret.xml", in: folder)
        #expect(ended.code == 3)
        #expect(ended.out.contains("permission denied"))
    }

    @Test("an unknown document is told how to go on, in a line that can be read")
    func unknown() {
        let folder = Folder()
        folder.write(#"{"some": 1, "thing": 2}"#, to: "some.json")
        let ended = Program.assay("inspect", "some.json", in: folder)
        #expect(ended.code == 3)
        let message = "a JSON document with 'some', 'thing' is no format known; `assay list formats` lists them"
        #expect(ended.out.contains(message))
    }
}
