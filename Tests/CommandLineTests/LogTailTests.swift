import Testing

@testable import CommandLine

@Suite("The end of a log")
struct LogTailTests {
    private func excerpt(_ text: String, isCut: Bool = false) -> [String] {
        LogTail.excerpt(Array(text.utf8)[...], isCut: isCut)
    }

    @Test("a progress bar drawn again and again is one line, and pushes nothing out")
    func redraws() {
        let bar = (0...100).map { "\r\u{1B}[K\($0)%" }.joined()
        #expect(excerpt("ERROR: disk on fire\n\(bar)\n") == ["ERROR: disk on fire", "100%"])
        #expect(excerpt("ERROR\n 10%\r 20%\r\u{1B}[K") == ["ERROR", " 20%"])
    }

    @Test("Windows line ends are line ends")
    func carriageReturns() { #expect(excerpt("one\r\ntwo\r\n") == ["one", "two"]) }

    @Test("blank lines behind the last words hide nothing, and are one between others")
    func blankLines() {
        #expect(excerpt("ERROR\n" + String(repeating: "\n", count: 40)) == ["ERROR"])
        #expect(excerpt("ERROR\n\n\n  \nmake: *** stopped\n") == ["ERROR", "", "make: *** stopped"])
    }

    @Test("of a long line the beginning and the end are shown, of one that is known in part its end")
    func longLines() throws {
        let long = "ERROR: first " + String(repeating: "x", count: 70_000) + " LAST"
        let line = try #require(excerpt("before\n" + long).last)
        #expect(line.hasPrefix("ERROR: first xxx"))
        #expect(line.hasSuffix("xxx LAST"))
        #expect(line.utf8.count < 500)
        #expect(excerpt(long, isCut: true).first?.hasSuffix(" LAST") == true)
        #expect(excerpt("half a line\nwhole", isCut: true) == ["whole"])
    }

    @Test("at most the last lines are shown")
    func bound() {
        let lines = excerpt((1...100).map(String.init).joined(separator: "\n"))
        #expect(lines == (86...100).map(String.init))
    }
}
